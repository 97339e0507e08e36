using System.Net;
using System.Text.Json.Nodes;
using Jose;
using OidcEngine.Clients;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.RequestObjects;

/// <summary>RFC 9101: requests that their client signed, by value, pushed, and by reference.</summary>
public sealed class RequestObjectTests : IAsyncLifetime
{
    private static readonly Client First = TestClients.FirstParty;

    private readonly SigningKey _key = TestKeys.ES256("client-1");
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await EngineHost.StartAsync(options => options.AllowPrivateNetworks = true);
        _host.Clients.Change("first", client => client with { Jwks = TestKeys.Jwks(_key) });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _key.Dispose();
    }

    [Theory] // §4, and OIDC Core §6.1, which knows no typ
    [InlineData(JwtTypes.RequestObject)]
    [InlineData("application/oauth-authz-req+jwt")]
    [InlineData("JWT")]
    [InlineData(null)]
    public async Task A_signed_request_is_answered(string? type)
    {
        var text = RequestObject.Of(_host, First, _key).WithHeader("typ", type).Sign(_key);
        using var response = await _host.GetAsync(Url(text), _host.SignIn());
        Assert.StartsWith("https://first.example/callback?code=", response.Location(), StringComparison.Ordinal);
        Assert.Equal(AuthorizeRequest.State, response.Parameters()["state"]);
    }

    [Fact] // §6.3: what stands beside the object is not used
    public async Task Parameters_beside_the_object_are_not_used()
    {
        var text = RequestObject.Of(_host, First, _key).Without("state").Sign(_key);
        using var response = await _host.GetAsync(
            Url(text) + "&state=evil&scope=openid+api.write&response_mode=fragment&prompt=none&redirect_uri=https%3A%2F%2Fevil.example",
            _host.SignIn());

        Assert.StartsWith("https://first.example/callback?code=", response.Location(), StringComparison.Ordinal);
        Assert.False(response.Parameters().ContainsKey("state"));
        Assert.Equal(["openid", "profile"], Assert.Single(_host.Grants.Rows).Grant.Scopes);
    }

    [Fact] // OIDC Core §6.1, RFC 8707 §2: parameters that are no strings
    public async Task Numbers_objects_and_several_resources_are_read()
    {
        var request = AuthorizeRequest.Of(First).With("scope", "openid api.read files.read");
        var text = RequestObject.Of(_host, First, _key, request)
            .With("max_age", 600)
            .With("claims", new JsonObject { ["userinfo"] = new JsonObject { ["email"] = null } })
            .With("resource", new JsonArray(TestResources.Api, TestResources.Files))
            .Sign(_key);

        using var response = await _host.GetAsync(Url(text), _host.SignIn());

        Assert.True(response.Parameters().ContainsKey("code"));
        var grant = Assert.Single(_host.Grants.Rows).Grant;
        Assert.Equal([TestResources.Api, TestResources.Files], grant.Resources);
        Assert.Equal(["email"], grant.Claims.UserInfo);
    }

    [Fact] // the person may take a while: what was signed is kept, the object is not asked for again
    public async Task The_request_outlives_its_object_while_a_person_signs_in()
    {
        _host.Clients.Change("first", client => client with { RequireSignedRequestObject = true });
        using var sent = await _host.GetAsync(Url(RequestObject.Of(_host, First, _key).Sign(_key)));
        _host.Time.Advance(TimeSpan.FromMinutes(20));
        using var back = await _host.GetAsync(sent.ReturnUrl("/sign-in"), _host.SignIn());
        Assert.True(back.Parameters().ContainsKey("code"));
    }

    [Fact] // §10.5
    public async Task A_client_that_must_sign_is_refused_otherwise()
    {
        _host.Clients.Change("first", client => client with { RequireSignedRequestObject = true });
        using var plain = await _host.GetAsync(AuthorizeRequest.Of(First).Url, _host.SignIn());
        var pushedPlain = await _host.PushAsync(First, AuthorizeRequest.Of(First));
        var signed = RequestObject.Of(_host, First, _key).Sign(_key);
        var pushed = await _host.CallAsync(First, PushedCalls.ParPath, ("request", signed));
        using var response = await _host.GetAsync(PushedCalls.PushedUrl("first", pushed.Text("request_uri")!), _host.SignIn());

        Assert.Equal("invalid_request", plain.Parameters()["error"]);
        pushedPlain.IsRefused(400, "invalid_request");
        Assert.True(response.Parameters().ContainsKey("code"));
    }

    [Fact] // RFC 9126 §3
    public async Task Parameters_beside_a_pushed_object_are_not_used()
    {
        var signed = RequestObject.Of(_host, First, _key).Sign(_key);
        var pushed = await _host.CallAsync(First, PushedCalls.ParPath, ("request", signed), ("scope", "openid api.write"), ("prompt", "none"));
        using var sent = await _host.GetAsync(PushedCalls.PushedUrl("first", pushed.Text("request_uri")!));
        using var back = await _host.GetAsync(sent.ReturnUrl("/sign-in"), _host.SignIn());
        Assert.True(back.Parameters().ContainsKey("code"));
        Assert.Equal(["openid", "profile"], Assert.Single(_host.Grants.Rows).Grant.Scopes);
    }

    [Fact] // RFC 9126 §3: the object is of the client that authenticated
    public async Task An_object_of_another_client_is_not_pushed()
    {
        _host.Clients.Change("third", client => client with { Jwks = TestKeys.Jwks(_key) });
        var signed = RequestObject.Of(_host, TestClients.ThirdParty, _key).Sign(_key);
        var answer = await _host.CallAsync(First, PushedCalls.ParPath, ("request", signed));
        answer.IsRefused(400, "invalid_request_object");
    }

    [Fact] // §5.2: by reference
    public async Task A_registered_reference_is_fetched()
    {
        await using var peer = await ClientPeer.StartAsync();
        var address = peer.Address("/request.jwt");
        _host.Clients.Change("first", client => client with { RequestUris = [address] });
        peer.Serve(RequestObject.Of(_host, First, _key).Sign(_key), "application/oauth-authz-req+jwt");

        using var response = await _host.GetAsync(PushedCalls.PushedUrl("first", address), _host.SignIn());

        Assert.True(response.Parameters().ContainsKey("code"));
        Assert.Equal(1, peer.Calls);
    }

    [Fact] // §10.4.1: nobody makes this server call what no client registered
    public async Task What_is_not_registered_is_not_called()
    {
        await using var peer = await ClientPeer.StartAsync();
        _host.Clients.Change("first", client => client with { RequestUris = [peer.Address("/request.jwt")] });
        string[] addresses =
        [
            peer.Address("/other"), peer.Address("/request.jwt?x=1"), peer.Address("/request.jwt#x"), peer.Address("/./request.jwt"),
            "file:///etc/passwd", "http://169.254.169.254/", "URN:ietf:params:oauth:request_uri:x", "x",
        ];
        foreach (var address in addresses)
        {
            using var response = await _host.GetAsync(PushedCalls.PushedUrl("first", address), _host.SignIn());
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.StartsWith("invalid_request_uri:", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(0, peer.Calls);
    }

    [Theory] // what lies there must be such an object, and not too much of it
    [InlineData("text/html", 0)]
    [InlineData("application/oauth-authz-req+jwt", 40_000)]
    [InlineData("application/oauth-authz-req+jwt", 0)]
    public async Task Something_else_at_the_address_is_refused(string contentType, int length)
    {
        await using var peer = await ClientPeer.StartAsync();
        var address = peer.Address("/request.jwt");
        _host.Clients.Change("first", client => client with { RequestUris = [address] });
        peer.Serve(new string('a', length), contentType);

        using var response = await _host.GetAsync(PushedCalls.PushedUrl("first", address), _host.SignIn());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("invalid_request_", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Url(string request) => $"/connect/authorize?client_id=first&request={request}";
}
