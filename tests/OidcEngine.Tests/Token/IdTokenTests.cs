using Jose;
using OidcEngine.Keys;
using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Token;

public sealed class IdTokenTests : IAsyncLifetime
{
    private EngineHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EngineHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact] // OIDC Core §2
    public async Task It_says_who_signed_in_to_what_when_and_how()
    {
        var session = _host.SignIn();
        _host.Time.Advance(TimeSpan.FromSeconds(20));
        var answer = await _host.TokensAsync(TestClients.FirstParty, session: session);
        var token = await Answer.ReadAsync(_host, answer.IdToken, JwtTypes.IdToken);

        Assert.Equal("RS256", token.Algorithm);
        Assert.Equal(("alice", "n-0S6_WzA2Mj", "aal1"), (token.Subject, token.String("nonce"), token.String("acr")));
        Assert.Equal(["first"], token.Audiences);
        Assert.Equal(session.AuthTime.ToUnixTimeSeconds(), token.Number("auth_time"));
        Assert.Equal(session.SessionId.ToString(), token.String("sid"));
        Assert.Equal(_host.Time.GetUtcNow(), token.IssuedAt);
        Assert.True(token.Expires > token.IssuedAt);
    }

    [Fact] // OIDC Core §3.1.3.6
    public async Task At_hash_is_that_of_the_access_token_beside_it()
    {
        var answer = await _host.TokensAsync(TestClients.FirstParty);
        var token = await Answer.ReadAsync(_host, answer.IdToken, JwtTypes.IdToken);
        Assert.Equal(TokenHash.Create("RS256", answer.AccessToken), token.String("at_hash"));
    }

    [Fact] // OIDC Core §5.4: with an access token, the claims are at userinfo
    public async Task It_holds_no_profile()
    {
        var answer = await _host.TokensAsync(TestClients.FirstParty, "openid profile email");
        var token = await Answer.ReadAsync(_host, answer.IdToken, JwtTypes.IdToken);
        Assert.Null(token.String("name"));
        Assert.Null(token.String("email"));
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    public async Task It_is_signed_as_the_client_registered(string algorithm)
    {
        _host.Clients.Change("first", client => client with { IdTokenSignedResponseAlg = algorithm });
        var answer = await _host.TokensAsync(TestClients.FirstParty);
        var token = await Answer.ReadAsync(_host, answer.IdToken, JwtTypes.IdToken);
        Assert.Equal(algorithm, token.Algorithm);
        Assert.Equal(TokenHash.Create(algorithm, answer.AccessToken), token.String("at_hash"));
    }

    [Fact] // OIDC Core §12.2
    public async Task On_refresh_it_is_about_the_same_sign_in_and_has_no_nonce()
    {
        var session = _host.SignIn();
        var first = await _host.TokensAsync(TestClients.FirstParty, session: session);
        _host.Time.Advance(TimeSpan.FromHours(1));

        var second = await _host.RefreshAsync(TestClients.FirstParty, first.RefreshToken);

        var token = await Answer.ReadAsync(_host, second.IdToken, JwtTypes.IdToken);
        Assert.Equal(("alice", session.SessionId.ToString()), (token.Subject, token.String("sid")));
        Assert.Equal(["first"], token.Audiences);
        Assert.Equal(session.AuthTime.ToUnixTimeSeconds(), token.Number("auth_time"));
        Assert.Equal(_host.Time.GetUtcNow(), token.IssuedAt);
        Assert.Null(token.String("nonce"));
        Assert.Equal(TokenHash.Create("RS256", second.AccessToken), token.String("at_hash"));
    }

    [Fact] // RFC 8725 §3.11
    public async Task Neither_passes_for_the_other()
    {
        var answer = await _host.TokensAsync(TestClients.FirstParty);
        var keys = (await _host.Get<KeyRing>().GetAsync(CancellationToken.None)).Verification;
        Assert.IsType<JwtReading.Invalid>(JwtReader.Read(
            answer.IdToken, new JwtExpectations { Type = JwtTypes.AccessToken, Keys = keys, Time = _host.Time }));
        Assert.IsType<JwtReading.Invalid>(JwtReader.Read(
            answer.AccessToken, new JwtExpectations { Type = JwtTypes.IdToken, Keys = keys, Time = _host.Time }));
    }
}
