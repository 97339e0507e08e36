using System.Net;
using Microsoft.AspNetCore.Http;
using ServiceDefaults;
using ServiceDefaults.Configuration;
using Console = AdminUi.Tests.Fakes.Console;

namespace AdminUi.Tests.SignIn;

public sealed class ConsoleSignInTests : IAsyncLifetime
{
    private Console _console = null!;

    public async ValueTask InitializeAsync() => _console = await Console.StartAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_console_asks_for_its_scopes_and_calls_the_API_as_the_person()
    {
        await _console.OpenAsync("/users");

        Assert.Equal("openid profile email profile.api admin.api", _console.Provider.LastAuthorization!["scope"]);
        Assert.Equal("admin-ui", _console.Provider.LastAuthorization["client_id"]);
        Assert.NotEmpty(_console.Api.Requests);
        Assert.All(_console.Api.Requests, request => Assert.StartsWith("Bearer ey", request.Authorization, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/users")]
    [InlineData("/users/bob")]
    [InlineData("/audit-logs")]
    [InlineData("/USERS/")]
    [InlineData("/no-such-page")]
    public async Task Nothing_is_shown_to_who_is_not_signed_in(string path)
    {
        using var client = _console.NewClient();
        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith(_console.Provider.Issuer + "/authorize?", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Empty(_console.Api.Requests);
    }

    [Fact]
    public async Task The_whole_session_is_one_small_cookie()
    {
        await _console.OpenAsync("/");

        var cookies = _console.Browser.Cookies.GetAllCookies().ToList();
        Assert.Single(cookies, cookie => cookie.Name == "__Host-admin");
        Assert.True(_console.SessionCookie!.Length < 4000);
        Assert.All(cookies, cookie => Assert.True(cookie is { Secure: true, HttpOnly: true, Path: "/" }, cookie.Name));
        Assert.All(cookies, cookie => Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_whose_grant_has_ended_signs_in_again()
    {
        await _console.OpenAsync("/");
        var before = _console.SessionCookie;
        _console.Provider.Time.Advance(TimeSpan.FromMinutes(1));
        _console.Api.Refusals["/v1/users/profile"] = 401;
        using var client = _console.NewClient(_console.Browser.Cookies);
        using var response = await client.GetAsync("/");

        Assert.StartsWith(_console.Provider.Issuer + "/authorize?", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(before);
        Assert.True(string.IsNullOrEmpty(_console.SessionCookie));
    }

    [Fact]
    public async Task An_API_that_never_accepts_the_console_does_not_send_people_in_circles()
    {
        _console.Api.Refusals["/v1/users/profile"] = 401;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _console.OpenAsync("/"));
    }

    [Fact]
    public async Task Signing_out_forgets_the_person_here_and_at_the_provider()
    {
        await _console.OpenAsync("/");
        var form = _console.Page.QuerySelector("form[action='/sign-out']")!;
        var token = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var client = _console.NewClient(_console.Browser.Cookies);
        using var fields = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var response = await client.PostAsync("/sign-out", fields);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        await _console.Browser.OpenAsync(response.Headers.Location!.ToString());
        Assert.Contains("You are signed out", _console.Browser.Body, StringComparison.Ordinal);
        Assert.True(_console.Provider.LastLogout!.ContainsKey("id_token_hint"));
        Assert.True(string.IsNullOrEmpty(_console.SessionCookie));
    }

    [Fact]
    public async Task Nobody_else_can_sign_a_person_out()
    {
        await _console.OpenAsync("/");
        using var client = _console.NewClient(_console.Browser.Cookies);
        using var response = await client.PostAsync("/sign-out", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(string.IsNullOrEmpty(_console.SessionCookie));
    }

    [Fact]
    public async Task The_way_out_may_lead_to_the_provider_and_nowhere_else()
    {
        await _console.OpenAsync("/");
        using var client = _console.NewClient(_console.Browser.Cookies);
        using var response = await client.GetAsync("/");

        var policy = string.Join(';', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"form-action 'self' {_console.Provider.Issuer}", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_sign_in_says_so_without_repeating_what_came()
    {
        var issuer = Uri.EscapeDataString(_console.Provider.Issuer);
        await _console.OpenAsync($"/signin-oidc?error=%3Cscript%3E&error_description=evil&state=x&iss={issuer}");

        Assert.Equal("/sign-in-failed", _console.Browser.Location.AbsolutePath);
        Assert.DoesNotContain("evil", _console.Browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("%3Cscript", _console.Browser.Location.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tokens_are_renewed_while_a_person_works()
    {
        await _console.OpenAsync("/");
        var first = _console.Api.Requests[^1].Authorization;
        _console.Provider.Time.Advance(TimeSpan.FromMinutes(14.5));
        Assert.Equal(HttpStatusCode.OK, await _console.OpenAsync("/"));

        Assert.NotEqual(first, _console.Api.Requests[^1].Authorization);
        Assert.Equal("refresh_token", _console.Provider.TokenRequests[^1]["grant_type"]);
    }

    [Fact]
    public async Task A_session_that_the_provider_refuses_to_renew_is_over()
    {
        await _console.OpenAsync("/");
        _console.Provider.Time.Advance(TimeSpan.FromMinutes(14.5));
        _console.Provider.OnTokenRequest = form => form["grant_type"] == "refresh_token"
            ? Results.Json(new { error = "invalid_grant" }, statusCode: 400)
            : null;
        using var client = _console.NewClient(_console.Browser.Cookies);
        using var response = await client.GetAsync("/");

        Assert.StartsWith(_console.Provider.Issuer + "/authorize?", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AdminUi:IdleTimeout", "00:00:05", "AdminUi:IdleTimeout")]
    [InlineData("Identity:UserApiUrl", "localhost", "Identity:UserApiUrl")]
    [InlineData("Identity:MasterKeyFile", "/no/such/file", "Identity:MasterKeyFile")]
    public void A_wrong_setting_stops_the_start_with_its_name(string key, string value, string named)
    {
        var overrides = new HostOverrides { Environment = "Development", Configuration = new Dictionary<string, string?> { [key] = value } };

        Assert.Contains(named, Assert.Throws<StartupFailure>(() => AdminUiApp.Build([], overrides)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    public void Outside_development_a_missing_or_short_secret_stops_the_start(string? secret)
    {
        var key = Path.GetTempFileName();
        File.WriteAllText(key, Convert.ToBase64String(new byte[32]));
        var overrides = new HostOverrides
        {
            Environment = "Production",
            Configuration = new Dictionary<string, string?>
            {
                ["AdminUi:ClientSecret"] = secret,
                ["AdminUi:RequireMfa"] = "false",
                ["Identity:MasterKeyFile"] = key,
                ["DataProtection:KeysPath"] = Path.Combine(Path.GetTempPath(), "identity-console-ring"),
            },
        };

        var failure = Assert.Throws<StartupFailure>(() => AdminUiApp.Build([], overrides));
        Assert.Contains("AdminUi:ClientSecret", failure.Message, StringComparison.Ordinal);
        File.Delete(key);
    }
}
