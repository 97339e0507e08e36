using System.Net;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;
using static OidcEngine.Tests.Host.PushedCalls;

namespace OidcEngine.Tests.PushedAuthorization;

/// <summary>RFC 9126: what a client pushes, and how its browser uses it.</summary>
public sealed class PushedAuthorizationTests : IAsyncLifetime
{
    private static readonly Client First = TestClients.FirstParty;

    private static readonly AuthorizeRequest Good = AuthorizeRequest.Of(First);

    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // RFC 9126 §2.2
    public async Task A_pushed_request_gets_a_reference_that_lives_a_minute()
    {
        var answer = await _host.PushAsync(First, Good);

        Assert.Equal(201, answer.Status);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Matches("^urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}$", answer.Text("request_uri"));
        Assert.Equal(60, answer.Body.GetProperty("expires_in").GetInt32());
        Assert.Null(answer.Header("Location"));
    }

    [Theory] // RFC 9126 §2: every client, in the way in which it authenticates at the token endpoint
    [InlineData("first")]
    [InlineData("third")]
    [InlineData("spa")]
    [InlineData("native")]
    public async Task Every_kind_of_client_pushes(string clientId)
    {
        var client = TestClients.All.Single(known => known.ClientId == clientId);
        var requestUri = await _host.PushedAsync(client);
        using var response = await _host.GetAsync(PushedUrl(clientId, requestUri));
        response.ReturnUrl("/sign-in");
    }

    [Fact]
    public async Task The_browser_gets_what_was_pushed()
    {
        var requestUri = await _host.PushedAsync(First, Good.With("scope", "openid email").With("state", "a b&c=d ✓"));

        using var response = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());

        Assert.StartsWith("https://first.example/callback?code=", response.Location(), StringComparison.Ordinal);
        Assert.Equal("a b&c=d ✓", response.Parameters()["state"]);
        Assert.Equal(["openid", "email"], Assert.Single(_host.Grants.Rows).Grant.Scopes);
        Assert.Empty(_host.PushedRequests.Waiting);
    }

    [Fact]
    public async Task The_code_of_a_pushed_request_is_redeemed_like_any_other()
    {
        var requestUri = await _host.PushedAsync(First);
        using var response = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());
        var answer = await _host.RedeemAsync(First, response.Parameters()["code"]);
        Assert.Equal(200, answer.Status);
    }

    [Fact] // the pages know the request by their own handle, so a reload there asks for nothing that is gone
    public async Task A_person_may_take_longer_than_the_reference_lives_and_reload_the_page()
    {
        var requestUri = await _host.PushedAsync(First);
        using var sent = await _host.GetAsync(PushedUrl("first", requestUri));
        _host.Time.Advance(TimeSpan.FromMinutes(20));

        using var reloaded = await _host.GetAsync(sent.ReturnUrl("/sign-in"));
        using var back = await _host.GetAsync(sent.ReturnUrl("/sign-in"), _host.SignIn());

        Assert.Equal(sent.Location(), reloaded.Location());
        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Fact] // RFC 9126 §7.3: a reference is used once
    public async Task A_reference_is_presented_once()
    {
        var requestUri = await _host.PushedAsync(First);
        var session = _host.SignIn();
        using var first = await _host.GetAsync(PushedUrl("first", requestUri), session);
        using var second = await _host.GetAsync(PushedUrl("first", requestUri), session);

        Assert.True(first.Parameters().ContainsKey("code"));
        await IsRefusedAsync(second);
        Assert.Single(_host.Grants.Rows);
    }

    [Fact]
    public async Task Of_twenty_browsers_at_once_one_gets_through()
    {
        var requestUri = await _host.PushedAsync(First);
        var session = _host.SignIn();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _host.GetAsync(PushedUrl("first", requestUri), session)));
        Assert.Single(all, response => response.StatusCode == HttpStatusCode.SeeOther);
        Assert.Single(_host.Grants.Rows);
    }

    [Fact]
    public async Task After_a_minute_a_reference_is_dead()
    {
        var requestUri = await _host.PushedAsync(First);
        _host.Time.Advance(TimeSpan.FromSeconds(60));
        using var response = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());
        await IsRefusedAsync(response);
    }

    [Fact] // RFC 9126 §2.2: bound to the client that pushed it
    public async Task Another_client_s_reference_is_refused_and_stays_good_for_its_own()
    {
        var requestUri = await _host.PushedAsync(First);
        using var stranger = await _host.GetAsync(PushedUrl("third", requestUri), _host.SignIn());
        using var owner = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());

        await IsRefusedAsync(stranger);
        Assert.True(owner.Parameters().ContainsKey("code"));
    }

    [Fact] // RFC 9126 §4, RFC 9101 §5: client_id is required
    public async Task Without_a_client_id_a_reference_says_nothing()
    {
        var requestUri = await _host.PushedAsync(First);
        using var response = await _host.GetAsync("/connect/authorize?request_uri=" + requestUri, _host.SignIn());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Single(_host.PushedRequests.Waiting);
    }

    [Theory] // RFC 9126 §4: nothing beside the reference counts
    [InlineData("redirect_uri", "https://evil.example/cb")]
    [InlineData("redirect_uri", "https://spa.example/callback")]
    [InlineData("scope", "openid offline_access api.write")]
    [InlineData("state", "evil")]
    [InlineData("response_mode", "fragment")]
    [InlineData("response_type", "token")]
    [InlineData("nonce", "evil")]
    [InlineData("code_challenge", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("prompt", "none")]
    [InlineData("claims", "{")]
    [InlineData("resource", "https://evil.example")]
    public async Task What_the_browser_adds_is_not_used(string name, string value)
    {
        var requestUri = await _host.PushedAsync(First);
        using var response = await _host.GetAsync(
            $"{PushedUrl("first", requestUri)}&{name}={Uri.EscapeDataString(value)}", _host.SignIn());

        Assert.StartsWith("https://first.example/callback?code=", response.Location(), StringComparison.Ordinal);
        Assert.Equal(AuthorizeRequest.State, response.Parameters()["state"]);
        var row = Assert.Single(_host.Grants.Rows);
        Assert.Equal(["openid", "profile"], row.Grant.Scopes);
        Assert.Equal("n-0S6_WzA2Mj", row.Grant.Nonce);
        Assert.Equal(AuthorizeRequest.Challenge, row.Code.CodeChallenge);
    }

    [Theory]
    [InlineData("&request_uri=urn:ietf:params:oauth:request_uri:other")]
    [InlineData("&client_id=first")]
    [InlineData("&state=1&state=2")]
    [InlineData("&request=e30.e30.e30")]
    public async Task Twice_is_never_once(string added)
    {
        var requestUri = await _host.PushedAsync(First);
        using var response = await _host.GetAsync(PushedUrl("first", requestUri) + added, _host.SignIn());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("invalid_request:", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(_host.PushedRequests.Waiting);
    }

    [Theory]
    [InlineData("urn:ietf:params:oauth:request_uri:")]
    [InlineData("urn:ietf:params:oauth:request_uri:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("urn:ietf:params:oauth:request_uri:%2e%2e%2f")]
    public async Task An_invented_reference_is_refused(string requestUri)
    {
        using var response = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());
        await IsRefusedAsync(response);
    }

    [Fact] // the registered address of the client is where its errors go
    public async Task Beside_a_registered_redirect_uri_the_client_learns_that_the_reference_is_dead()
    {
        using var response = await _host.GetAsync(
            PushedUrl("first", "urn:ietf:params:oauth:request_uri:gone") + "&redirect_uri=https%3A%2F%2Ffirst.example%2Fcallback&state=s",
            _host.SignIn());
        Assert.Equal("invalid_request_uri", response.Parameters()["error"]);
        Assert.Equal("s", response.Parameters()["state"]);
    }

    [Fact]
    public async Task A_client_that_was_disabled_meanwhile_gets_nothing()
    {
        var requestUri = await _host.PushedAsync(First);
        _host.Clients.Change("first", client => client with { Enabled = false });
        using var response = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_host.Grants.Rows);
    }

    [Fact] // §2.4 is not offered: what was registered when the request was pushed still has to be
    public async Task A_redirect_uri_that_was_withdrawn_meanwhile_gets_nothing()
    {
        var requestUri = await _host.PushedAsync(First);
        _host.Clients.Change("first", client => client with { RedirectUris = ["https://first.example/new"] });
        using var response = await _host.GetAsync(PushedUrl("first", requestUri), _host.SignIn());
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_host.Grants.Rows);
    }

    [Fact]
    public async Task A_post_with_a_reference_becomes_a_get_and_takes_nothing()
    {
        var requestUri = await _host.PushedAsync(First);
        using var post = await _host.PostAsync("/connect/authorize", [new("client_id", "first"), new("request_uri", requestUri)]);
        Assert.Single(_host.PushedRequests.Waiting);
        using var get = await _host.GetAsync(post.Location(), _host.SignIn());
        Assert.True(get.Parameters().ContainsKey("code"));
    }

    private static async Task IsRefusedAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("invalid_request_uri:", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
