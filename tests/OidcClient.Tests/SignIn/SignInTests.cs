using System.Net;
using System.Text;
using Jose;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.SignIn;

public sealed class SignInTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private FakeApp _app = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _app = await FakeApp.StartAsync(_provider);
        _visitor = _app.NewVisitor();
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_person_comes_back_signed_in_to_where_they_wanted()
    {
        var (status, body) = await _visitor.OpenAsync("/me?tab=2");

        Assert.Equal((HttpStatusCode.OK, $"{_provider.Subject}|Alice Adams"), (status, body));
        Assert.Equal("/me?tab=2", _visitor.Location.PathAndQuery);
    }

    [Fact] // OpenID Connect Core §3.1.2.1, RFC 7636 §4.3
    public async Task The_request_carries_all_that_protects_it()
    {
        await _visitor.OpenAsync("/me");

        var request = _provider.LastAuthorization!;
        Assert.Equal(("code", "app", "S256"), (request["response_type"], request["client_id"], request["code_challenge_method"]));
        Assert.Equal($"{_app.Address}/signin-oidc", request["redirect_uri"]);
        Assert.Equal("openid profile", request["scope"]);
        Assert.All(["state", "nonce", "code_challenge"], name => Assert.True(request[name].Length >= 43));
    }

    [Fact] // RFC 6749 §2.3.1 and §4.1.3
    public async Task The_code_is_redeemed_with_the_clients_credentials_and_the_verifier()
    {
        await _visitor.OpenAsync("/me");

        var request = Assert.Single(_provider.TokenRequests);
        Assert.Equal(("authorization_code", $"{_app.Address}/signin-oidc"), (request["grant_type"], request["redirect_uri"]));
        Assert.Equal(43, request["code_verifier"].Length);
        Assert.False(request.ContainsKey("client_secret"));
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(_provider.TokenAuthorizations[0]["Basic ".Length..])).Split(':');
        Assert.Equal(["app", FakeApp.Secret], pair.Select(WebUtility.UrlDecode));
    }

    [Fact]
    public async Task Each_request_has_its_own_state_nonce_and_challenge()
    {
        await _visitor.StepAsync((await _visitor.StepAsync("/me")).Next!);
        var first = _provider.LastAuthorization!;
        await _visitor.StepAsync((await _visitor.StepAsync($"{_app.Address}/me")).Next!);

        Assert.All(["state", "nonce", "code_challenge"], name => Assert.NotEqual(first[name], _provider.LastAuthorization![name]));
    }

    [Fact]
    public async Task The_session_is_one_cookie_that_a_browser_keeps()
    {
        await _visitor.OpenAsync("/me");

        var cookies = _visitor.Cookies.GetAllCookies();
        Assert.Single(cookies, cookie => cookie.Name == "__Host-app");
        Assert.DoesNotContain(cookies, cookie => cookie.Name != "__Host-app");
        Assert.InRange(_visitor.SessionCookie!.Length, 1000, 3900);
        Assert.True(cookies[0].Secure && cookies[0].HttpOnly && cookies[0].Path == "/");
    }

    [Fact]
    public async Task The_tokens_come_out_of_the_cookie_as_they_went_in()
    {
        await _visitor.OpenAsync("/me");
        var accessToken = (await _visitor.OpenAsync("/token")).Body;

        Assert.Equal(3, accessToken.Split('.').Length);
        Assert.Equal((await _visitor.OpenAsync("/token")).Body, accessToken);
        Assert.Single(_provider.TokenRequests);
    }

    [Fact]
    public async Task A_session_that_would_not_fit_leaves_the_id_token_behind()
    {
        _provider.OnIdToken = claims => claims["fill"] = new string('x', 3000);
        await _visitor.OpenAsync("/me");

        Assert.InRange(_visitor.SessionCookie!.Length, 100, 3900);
        Assert.Equal("", (await _visitor.OpenAsync("/id-token")).Body);
        Assert.NotEqual("", (await _visitor.OpenAsync("/token")).Body);
    }

    [Fact] // OpenID Connect Core §5.3.2
    public async Task Userinfo_of_somebody_else_is_not_believed()
    {
        _provider.UserInfo["sub"] = "somebody-else";

        Assert.Equal($"{_provider.Subject}|", (await _visitor.OpenAsync("/me")).Body);
    }

    [Fact]
    public async Task An_app_starts_before_its_provider_and_says_so_until_it_is_there()
    {
        _provider.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _visitor.OpenAsync("/me")).Status);

        _provider.IsDown = false;
        _app.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.OpenAsync("/me")).Status);
    }

    [Fact]
    public async Task A_cookie_of_our_own_making_is_nobody()
    {
        await _visitor.OpenAsync("/me");
        var cookie = _visitor.SessionCookie!;
        foreach (var forged in new[] { cookie[..^10], cookie[..100] + (cookie[100] == 'A' ? 'B' : 'A') + cookie[101..], "x" })
        {
            using var other = _app.NewVisitor();
            other.Cookies.Add(new Uri(_app.Address), new Cookie("__Host-app", forged) { Secure = true });
            Assert.Equal("nobody", (await other.OpenAsync("/public")).Body);
        }
    }

    [Fact]
    public async Task A_person_who_declines_lands_on_the_apps_own_page()
    {
        _provider.OnAuthorize = answer =>
        {
            answer.Remove("code");
            answer["error"] = "access_denied";
        };

        Assert.Equal("denied", (await _visitor.OpenAsync("/me")).Body);
    }

    [Fact] // OpenID Connect RP-Initiated Logout §2
    public async Task Signing_out_ends_the_session_here_and_leads_to_the_provider()
    {
        await _visitor.OpenAsync("/me");
        var idToken = (await _visitor.OpenAsync("/id-token")).Body;

        var (status, next, _) = await _visitor.StepAsync("/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        Assert.Equal("signed out", (await _visitor.OpenAsync(next!)).Body);

        Assert.Equal(idToken, _provider.LastLogout!["id_token_hint"]);
        Assert.Equal("app", _provider.LastLogout["client_id"]);
        Assert.Equal($"{_app.Address}/signout-callback-oidc", _provider.LastLogout["post_logout_redirect_uri"]);
        Assert.Equal("nobody", (await _visitor.OpenAsync($"{_app.Address}/public")).Body);
    }

    [Fact]
    public async Task An_id_token_in_another_algorithm_than_the_registered_one_is_refused()
    {
        await using var app = await FakeApp.StartAsync(_provider, options => options.IdTokenAlgorithm = JwsAlgorithms.ES256);
        using var visitor = app.NewVisitor();

        Assert.Contains("UnsupportedAlgorithm", (await visitor.OpenAsync("/me")).Body, StringComparison.Ordinal);
    }
}
