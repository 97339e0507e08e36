using System.Text.Json.Nodes;
using Jose;
using OidcEngine.Scopes;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Token;

public sealed class AccessTokenTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // RFC 9068 §2.1 and §2.2
    public async Task It_says_who_what_for_whom_and_how()
    {
        var session = _host.SignIn();
        _host.Time.Advance(TimeSpan.FromSeconds(30));

        var token = await TokenOfAsync("openid api.write", session, TestResources.Api);

        Assert.Equal("ES256", token.Algorithm);
        Assert.Equal("alice", token.Subject);
        Assert.Equal("first", token.String("client_id"));
        Assert.Equal([TestResources.Api], token.Audiences);
        Assert.Equal("openid api.write", token.String("scope"));
        Assert.Equal(_host.Time.GetUtcNow(), token.IssuedAt);
        Assert.Equal(_host.Time.GetUtcNow() + TimeSpan.FromMinutes(15), token.Expires);
        Assert.Equal(session.AuthTime.ToUnixTimeSeconds(), token.Number("auth_time"));
        Assert.Equal("aal1", token.String("acr"));
        Assert.Equal("pwd", token.Claims.GetProperty("amr")[0].GetString());
        Assert.Equal(session.SessionId.ToString(), token.String("sid"));
        Assert.Equal(_host.Grants.Rows.Single().Grant.Id.ToString(), token.String("gid"));
    }

    [Theory] // RFC 9068 §2.1: RS256 for resources that know nothing else
    [InlineData("RS256")]
    [InlineData("ES384")]
    public async Task It_is_signed_as_its_client_was_registered(string algorithm)
    {
        _host.Clients.Change("first", client => client with { AccessTokenSignedResponseAlg = algorithm });
        Assert.Equal(algorithm, (await TokenOfAsync("openid")).Algorithm);
    }

    [Fact] // RFC 9068 §2.2: jti is unique
    public async Task Each_has_an_id_of_its_own() =>
        Assert.NotEqual((await TokenOfAsync("openid")).Id, (await TokenOfAsync("openid")).Id);

    [Fact] // RFC 9068 §3: without a resource it is for the issuer
    public async Task Without_a_scope_of_a_resource_it_is_for_the_issuer() =>
        Assert.Equal([EngineHost.Issuer], (await TokenOfAsync("openid profile")).Audiences);

    [Fact]
    public async Task It_carries_the_claims_that_its_scope_asks_for_and_no_others()
    {
        var token = await TokenOfAsync("openid profile api.read", null, TestResources.Api);
        Assert.Equal("alice@example.com", token.String("email"));
        Assert.Null(token.String("name"));
    }

    [Fact]
    public async Task A_scope_without_claims_reads_nobody()
    {
        await TokenOfAsync("openid profile api.write", null, TestResources.Api);
        Assert.Equal(0, _host.Users.Reads);
    }

    [Fact] // a directory that answers with more than it was asked
    public async Task A_claim_of_the_person_never_takes_the_place_of_one_of_the_token()
    {
        _host.Users.People["alice"] = new JsonObject { ["email"] = "a@example.com" };
        _host.Resources.Catalog = new ResourceCatalog(
        [
            new ProtectedResource
            {
                Resource = TestResources.Api,
                Name = "API",
                Scopes = [new ResourceScope("api.read", null, false, ["sub", "aud", "scope", "email"])],
            },
        ]);
        _host.Users.People["alice"]["sub"] = "mallory";
        _host.Users.People["alice"]["scope"] = "admin";

        var token = await TokenOfAsync("api.read", null, TestResources.Api);

        Assert.Equal(("alice", "api.read", "a@example.com"), (token.Subject, token.String("scope"), token.String("email")));
    }

    [Fact]
    public async Task For_a_person_who_may_not_sign_in_there_is_none()
    {
        var code = await _host.CodeAsync(TestClients.FirstParty, "api.read", resources: TestResources.Api);
        _host.Users.People.TryRemove("alice", out _);
        (await _host.RedeemAsync(TestClients.FirstParty, code)).IsRefused(400, "invalid_grant");
    }

    private async Task<Jwt> TokenOfAsync(string scope, OidcEngine.Sessions.EndUserSession? session = null, params string[] resources)
    {
        var answer = await _host.TokensAsync(TestClients.FirstParty, scope, session, resources);
        return await Answer.ReadAsync(_host, answer.AccessToken, JwtTypes.AccessToken);
    }
}
