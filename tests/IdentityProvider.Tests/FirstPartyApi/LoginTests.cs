using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IdentityProvider.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Audit;
using UserDirectory.Deletion;
using UserDirectory.Sessions;

namespace IdentityProvider.Tests.FirstPartyApi;

[Collection(AppsOfOneProvider.Name)]
public sealed class LoginTests(AppProvider shared)
{
    private readonly Provider _provider = shared.Provider;

    [Theory]
    [InlineData("/v1/auth/login", "alice")]
    [InlineData("/v1/users/authenticate", "alice@example.com")]
    public async Task A_sign_in_gives_an_access_token_and_a_refresh_token_in_a_cookie_that_scripts_cannot_read(string path, string name)
    {
        using var app = shared.NewApp();
        var answer = await app.PostAsync(path, new { username = name, password = Demo.Password });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(answer.Json.GetProperty("success").GetBoolean());
        Assert.False(answer.Data.GetProperty("mfa_required").GetBoolean());
        Assert.Equal("Bearer", answer.Data.GetProperty("token_type").GetString());
        Assert.Equal(900, answer.Data.GetProperty("expires_in").GetInt32());
        Assert.False(answer.Data.TryGetProperty("refresh_token", out _));
        var claims = App.Claims(answer.Data.GetProperty("access_token").GetString()!);
        Assert.Equal("first-party", claims.GetProperty("client_id").GetString());
        Assert.Contains("profile.api", claims.GetProperty("scope").GetString(), StringComparison.Ordinal);

        var cookie = answer.CookieLine!.Split("; ").Select(part => part.ToLowerInvariant()).ToArray();
        Assert.Contains("httponly", cookie);
        Assert.Contains("secure", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.Contains("path=/", cookie);
        Assert.Contains("max-age=604800", cookie);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.True(answer.Headers.Contains("X-Request-Id"));
    }

    [Fact]
    public async Task A_sign_in_is_a_session_like_any_other()
    {
        await _provider.RegisterAsync("app-session");
        using var app = shared.NewApp();
        await app.SignInAsync("app-session");
        var (person, session) = (app.Person, app.Session);

        await using var scope = _provider.Services.CreateAsyncScope();
        var sessions = scope.ServiceProvider.GetRequiredService<UserSessions>();
        Assert.Contains(await sessions.ListAsync(person, CancellationToken.None), one => one.Id == session);
        await sessions.EndAsync(person, session, OidcEngine.Sessions.SessionEndReason.EndedElsewhere, Actor.System, CancellationToken.None);

        Assert.False(await app.IsAliveAsync());
        Assert.Equal("invalid_refresh_token", (await app.RefreshAsync()).Error);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before()
    {
        await _provider.RegisterAsync("app-again");
        using var app = shared.NewApp();
        await app.SignInAsync("app-again");
        var (token, session) = (app.AccessToken, app.Session);

        await app.SignInAsync("app-again");

        Assert.NotEqual(session, app.Session);
        Assert.False(await app.IsAliveAsync(token));
        Assert.True(await app.IsAliveAsync());
    }

    [Fact]
    public async Task Nobody_learns_whether_an_account_exists_or_may_sign_in()
    {
        await _provider.RegisterAsync("app-suspended");
        using var app = shared.NewApp();
        await app.SignInAsync("app-suspended");
        await shared.SuspendAsync(app.Person);
        var wrong = Told(await app.PostAsync("/v1/auth/login", new { username = "bob", password = "Wrong-7-Harbour" }));

        Assert.Equal(wrong, Told(await app.PostAsync("/v1/auth/login", new { username = "nobody-here", password = "Wrong-7-Harbour" })));
        Assert.Equal(wrong, Told(await app.PostAsync("/v1/auth/login", new { username = "app-suspended", password = Demo.OwnPassword })));
        Assert.Contains("invalid_credentials", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_person_is_signed_out_and_cannot_refresh()
    {
        await _provider.RegisterAsync("app-leaver");
        using var app = shared.NewApp();
        await app.SignInAsync("app-leaver");
        await shared.SuspendAsync(app.Person);

        Assert.False(await app.IsAliveAsync());
        Assert.Equal("invalid_refresh_token", (await app.RefreshAsync()).Error);
    }

    [Fact]
    public async Task An_account_that_is_to_be_deleted_is_not_entered()
    {
        await _provider.RegisterAsync("app-deleter");
        using var app = shared.NewApp();
        await app.SignInAsync("app-deleter");
        var person = app.Person;
        await using (var scope = _provider.Services.CreateAsyncScope())
        {
            var deletion = scope.ServiceProvider.GetRequiredService<AccountDeletion>();
            await deletion.RequestAsync(person, Actor.System with { UserId = person }, CancellationToken.None);
        }

        using var later = shared.NewApp();
        var right = await later.PostAsync("/v1/auth/login", new { username = "app-deleter", password = Demo.OwnPassword });
        var wrong = await later.PostAsync("/v1/auth/login", new { username = "app-deleter", password = "Wrong-7-Harbour" });

        Assert.Equal((HttpStatusCode.Forbidden, "account_pending_deletion"), (right.Status, right.Error));
        Assert.Null(right.CookieLine);
        Assert.Equal("invalid_credentials", wrong.Error);
    }

    [Theory]
    [InlineData("""{"username":"alice","password":"Pass123$","role":"admin"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":"alice","password":"Pass123$","mfa_required":false}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":"bob","username":"alice","password":"Pass123$"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"Username":"alice","password":"Pass123$"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":"alice"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":null,"password":"Pass123$"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":["alice"],"password":"Pass123$"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":"","password":"Pass123$"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":"ali\u0000ce","password":"Pass123$"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":"ali\ud800ce","password":"Pass123$"}""", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("username=alice&password=Pass123$", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_not_exactly_what_is_asked_for_is_refused(string body, HttpStatusCode expected)
    {
        using var app = shared.NewApp();
        var answer = await app.SendAsync("/v1/auth/login", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(expected, answer.Status);
        Assert.Null(answer.CookieLine);
        Assert.False(answer.Json.GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task Depth_and_length_have_their_limits()
    {
        using var app = shared.NewApp();
        var deep = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));
        using var nested = new StringContent($$"""{"username":{{deep}},"password":"x"}""", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.SendAsync("/v1/auth/login", nested)).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await app.PostAsync("/v1/auth/login", new { username = "alice", password = new string('a', 129) })).Status);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await app.PostAsync("/v1/auth/login", new { username = "alice", password = new string('a', 1_000_000) })).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_content_type_that_a_foreign_form_could_send_is_refused(string type)
    {
        using var app = shared.NewApp();
        using var body = new StringContent("""{"username":"alice","password":"Pass123$"}""");
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await app.SendAsync("/v1/auth/login", body);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Null(answer.CookieLine);
    }

    [Fact]
    public async Task Where_it_is_off_there_is_nothing()
    {
        await using var provider = await Provider.StartAsync(("Identity:FirstPartyApi", "false"));
        using var app = new App(provider, provider.Issuer);
        string[] paths =
        [
            "/v1/auth/login", "/v1/users/authenticate", "/v1/auth/refresh", "/v1/auth/logout", "/v1/auth/change-password",
            "/v1/auth/oauth/google", "/v1/auth/oauth/google/callback",
        ];
        foreach (var path in paths) Assert.Equal(HttpStatusCode.NotFound, (await app.PostAsync(path, new { })).Status);
        using var begin = new HttpRequestMessage(HttpMethod.Get, $"/v1/auth/oauth/google?return_to={Uri.EscapeDataString(provider.Issuer)}%2F");
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(begin)).Status);
    }

    [Fact]
    public async Task Tries_count_against_the_budgets_of_the_sign_in_page()
    {
        await using var provider = await Provider.StartAsync(("RateLimits:Enabled", "true"), ("RateLimits:SignIn:Permits", "2"));
        using var app = new App(provider, provider.Issuer);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.PostAsync("/v1/auth/login", new { username = "ALICE", password = "x" })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.PostAsync("/v1/users/authenticate", new { username = "alice", password = "x" })).Status);

        var third = await app.PostAsync("/v1/auth/login", new { username = "ａlice", password = Demo.Password });

        Assert.Equal(HttpStatusCode.TooManyRequests, third.Status);
        Assert.NotNull(third.Headers.RetryAfter);
        var page = provider.NewBrowser();
        await page.OpenAsync($"{provider.Issuer}/sign-in");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await page.SubmitAsync(("UserName", "alice"), ("Password", Demo.Password))).Status);
    }

    // What differs between any two answers is left out.
    private static string Told(Answer answer)
    {
        var document = JsonNode.Parse(answer.Body)!.AsObject();
        document.Remove("trace_id");
        document.Remove("support_code");
        return $"{(int)answer.Status} {answer.Headers.WwwAuthenticate} {document.ToJsonString()}";
    }
}
