using System.Net;
using OidcEngine.CheckSession;
using OidcEngine.Clients;
using OidcEngine.Http;
using OidcEngine.Sessions;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.CheckSession;

/// <summary>OIDC Session Management 1.0 §2 to §4.</summary>
public sealed class CheckSessionTests : IAsyncLifetime
{
    private const string BrowserStateInCookie = "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols";

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // §2 and §4.2
    public async Task The_response_carries_a_salted_hash_of_client_origin_and_browser_state()
    {
        using var response = await AuthorizeAsync(AuthorizeRequest.Of(TestClients.FirstParty), _host.SignIn(), BrowserStateInCookie);

        var state = response.Parameters()["session_state"];
        var salt = state.Split('.')[1];
        Assert.Equal(SessionState.Compute("first", "https://first.example", BrowserStateInCookie, salt), state);
        Assert.DoesNotContain(BrowserStateInCookie, response.Location(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Every_response_has_a_salt_of_its_own()
    {
        var session = _host.SignIn();
        using var one = await AuthorizeAsync(AuthorizeRequest.Of(TestClients.FirstParty), session, BrowserStateInCookie);
        using var other = await AuthorizeAsync(AuthorizeRequest.Of(TestClients.FirstParty), session, BrowserStateInCookie);

        Assert.NotEqual(one.Parameters()["session_state"], other.Parameters()["session_state"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols")]
    public async Task A_browser_without_a_state_gets_one_that_the_script_can_read(string? cookie)
    {
        using var response = await AuthorizeAsync(AuthorizeRequest.Of(TestClients.FirstParty), _host.SignIn(), cookie);

        var set = response.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith(BrowserState.CookieName + "=", set, StringComparison.Ordinal);
        Assert.Contains("; path=/; secure; samesite=lax", set, StringComparison.Ordinal);
        Assert.DoesNotContain("httponly", set, StringComparison.Ordinal);
        var browserState = set.Split('=', ';')[1];
        var state = response.Parameters()["session_state"];
        Assert.Equal(SessionState.Compute("first", "https://first.example", browserState, state.Split('.')[1]), state);
    }

    [Fact]
    public async Task Frames_of_other_sites_see_the_state_only_where_sessions_are_for_them_too()
    {
        await using var host = await EngineHost.StartAsync(options => options.CrossSiteSessions = true);
        using var response = await host.GetAsync(AuthorizeRequest.Of(TestClients.FirstParty).Url, host.SignIn());

        Assert.Contains("samesite=none", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_for_a_signed_in_person_carries_it_too()
    {
        var request = AuthorizeRequest.Of(TestClients.ThirdParty).With("prompt", "none");
        using var response = await AuthorizeAsync(request, _host.SignIn(), BrowserStateInCookie);

        Assert.Equal("consent_required", response.Parameters()["error"]);
        Assert.True(response.Parameters().ContainsKey("session_state"));
    }

    [Fact]
    public async Task Without_a_session_there_is_no_state_of_one()
    {
        var request = AuthorizeRequest.Of(TestClients.FirstParty).With("prompt", "none");
        using var response = await AuthorizeAsync(request, session: null, BrowserStateInCookie);

        Assert.Equal("login_required", response.Parameters()["error"]);
        Assert.False(response.Parameters().ContainsKey("session_state"));
    }

    [Fact] // the parameter is OpenID Connect's
    public async Task A_request_without_openid_gets_none()
    {
        var request = AuthorizeRequest.Of(TestClients.FirstParty).With("scope", "api.base");
        using var response = await AuthorizeAsync(request, _host.SignIn(), BrowserStateInCookie);

        Assert.True(response.Parameters().ContainsKey("code"));
        Assert.False(response.Parameters().ContainsKey("session_state"));
    }

    [Fact] // RFC 6454 §4: the origin of an app's own scheme is opaque
    public async Task An_app_without_an_origin_gets_none()
    {
        _host.Clients.Put(TestClients.Native with { RedirectUris = ["com.example.app:/cb"], FirstParty = true });
        var request = AuthorizeRequest.Of(TestClients.Native).With("redirect_uri", "com.example.app:/cb").With("prompt", "none");
        using var response = await AuthorizeAsync(request, _host.SignIn(), BrowserStateInCookie);

        Assert.False(response.Parameters().ContainsKey("session_state"));
    }

    [Fact] // RFC 6454 §6.2: as the browser writes it, without the default port
    public async Task The_origin_is_spelled_as_browsers_spell_it()
    {
        _host.Clients.Put(TestClients.FirstParty with { RedirectUris = ["https://FIRST.example:443/callback"] });
        var request = AuthorizeRequest.Of(TestClients.FirstParty).With("redirect_uri", "https://FIRST.example:443/callback");
        using var response = await AuthorizeAsync(request, _host.SignIn(), BrowserStateInCookie);

        var state = response.Parameters()["session_state"];
        Assert.Equal(SessionState.Compute("first", "https://first.example", BrowserStateInCookie, state.Split('.')[1]), state);
    }

    [Fact] // §3.3
    public async Task The_iframe_runs_its_one_script_and_may_be_embedded_by_every_app()
    {
        using var page = await _host.GetAsync(OidcEngineSetup.CheckSessionPath);
        using var script = await _host.GetAsync(OidcEngineSetup.CheckSessionPath + ".js");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'; script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("frame-ancestors", policy, StringComparison.Ordinal);
        Assert.Contains("src=\"checksession.js\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (script.StatusCode, script.Content.Headers.ContentType!.MediaType));
        Assert.Contains($"\"{BrowserState.CookieName}\"", await script.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Set-Cookie"));
    }

    [Theory] // OIDC Front-Channel Logout §2
    [InlineData("https://app.example/logout", true)]
    [InlineData("https://app.example:443/logout?tenant=1", true)]
    [InlineData("https://other.example/logout", false)]
    [InlineData("https://app.example:8443/logout", false)]
    [InlineData("http://app.example/logout", false)]
    [InlineData("https://app.example.evil.example/logout", false)]
    [InlineData("https://app.example@evil.example/logout", false)]
    public void A_front_channel_logout_uri_has_the_origin_of_a_redirect_uri(string uri, bool isTaken)
    {
        var client = TestClients.Spa with { RedirectUris = ["https://app.example/callback"], FrontchannelLogoutUri = uri };
        Assert.Equal(isTaken, !ClientRules.Check(client).Any(error => error.Member == "frontchannel_logout_uri"));
    }

    private Task<HttpResponseMessage> AuthorizeAsync(AuthorizeRequest request, EndUserSession? session, string? browserState)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, request.Url);
        List<string> cookies = [];
        if (session is not null) cookies.Add($"{SessionCookieHandler.CookieName}={session.SessionId}");
        if (browserState is not null) cookies.Add($"{BrowserState.CookieName}={browserState}");
        if (cookies.Count > 0) message.Headers.Add("Cookie", string.Join("; ", cookies));
        return _host.Http.SendAsync(message);
    }
}
