using System.Net;
using System.Text.Json.Nodes;
using Jose;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.SignIn;

/// <summary>OpenID Connect Back-Channel Logout §2.6, one condition broken at a time.</summary>
public sealed class BackChannelLogoutTests : IAsyncLifetime
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private FakeProvider _provider = null!;
    private FakeApp _app = null!;
    private Visitor _visitor = null!;

    public static TheoryData<string, string?> WrongLogoutTokens => new()
    {
        { "iss", "\"https://evil.example\"" },
        { "aud", "\"other\"" },
        { "exp", "1" },
        { "exp", null },
        { "iat", null },
        { "jti", null },
        { "events", null },
        { "events", "{}" },
        { "events", "{\"http://schemas.openid.net/event/backchannel-logout\":1}" },
        { "events", "[\"http://schemas.openid.net/event/backchannel-logout\"]" },
        { "nonce", "\"n\"" },
    };

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _app = await FakeApp.StartAsync(_provider);
        _visitor = _app.NewVisitor();
        await _visitor.OpenAsync("/me");
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        await _app.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_good_token_ends_the_session(bool withSession, bool withSubject)
    {
        var claims = Claims();
        if (!withSession) claims.Remove("sid");
        if (!withSubject) claims.Remove("sub");

        Assert.Equal(HttpStatusCode.OK, await PostAsync(_provider.Sign(JwtTypes.LogoutToken, claims)));
        Assert.Equal("nobody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Fact]
    public async Task Another_session_of_the_same_person_lives_on()
    {
        var claims = Claims();
        claims["sid"] = "session-2";

        Assert.Equal(HttpStatusCode.OK, await PostAsync(_provider.Sign(JwtTypes.LogoutToken, claims)));
        Assert.Equal("somebody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Fact]
    public async Task A_session_that_began_after_the_person_was_signed_out_lives()
    {
        var claims = Claims();
        claims.Remove("sid");
        await PostAsync(_provider.Sign(JwtTypes.LogoutToken, claims));
        _app.Time.Advance(TimeSpan.FromSeconds(2));
        await _visitor.OpenAsync("/me");

        Assert.Equal("somebody", (await _visitor.OpenAsync("/public")).Body);
    }

    [Fact]
    public async Task A_token_is_taken_once()
    {
        var claims = Claims();
        claims.Remove("sid");
        var token = _provider.Sign(JwtTypes.LogoutToken, claims);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(token));
        _app.Time.Advance(TimeSpan.FromSeconds(2));
        await _visitor.OpenAsync("/me"); // a session that the token never meant

        await AssertRefusedAsync(token);
    }

    [Fact]
    public async Task Of_many_presentations_at_once_one_is_taken()
    {
        var token = _provider.Sign(JwtTypes.LogoutToken, Claims());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(token)));
        Assert.Single(answers, HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(WrongLogoutTokens))]
    public async Task A_token_with_a_wrong_claim_ends_nothing(string claim, string? json)
    {
        var claims = Claims();
        if (json is null) claims.Remove(claim);
        else claims[claim] = JsonNode.Parse(json);

        await AssertRefusedAsync(_provider.Sign(JwtTypes.LogoutToken, claims));
    }

    [Fact]
    public async Task A_token_that_names_nobody_ends_nothing()
    {
        var claims = Claims();
        claims.Remove("sid");
        claims.Remove("sub");

        await AssertRefusedAsync(_provider.Sign(JwtTypes.LogoutToken, claims));
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("at+jwt")]
    public async Task Another_kind_of_token_ends_nothing(string typ) => await AssertRefusedAsync(_provider.Sign(typ, Claims()));

    [Fact]
    public async Task The_persons_own_id_token_is_no_logout_token() =>
        await AssertRefusedAsync((await _visitor.OpenAsync("/id-token")).Body);

    [Fact]
    public async Task A_stranger_ends_nothing()
    {
        using var stranger = SigningKey.Generate(JwsAlgorithms.RS256, _provider.Key.KeyId);

        await AssertRefusedAsync(_provider.Sign(JwtTypes.LogoutToken, Claims(), stranger));
    }

    [Theory]
    [InlineData("logout_token=")]
    [InlineData("")]
    [InlineData("other=x")]
    [InlineData("logout_token=x&logout_token=y")]
    public async Task A_request_without_one_token_is_refused(string body)
    {
        using var http = new HttpClient(TestKit.Certificates.LoopbackCertificates.Instance.NewHandler());
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var response = await http.PostAsync($"{_app.Address}/backchannel-logout", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore); // §2.8
        Assert.Contains("invalid_request", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private JsonObject Claims() => new()
    {
        ["iss"] = _provider.Issuer,
        ["aud"] = "app",
        ["sub"] = _provider.Subject,
        ["sid"] = "session-1",
        ["iat"] = _provider.Now(),
        ["exp"] = _provider.Now() + 120,
        ["jti"] = Handles.Create(),
        ["events"] = new JsonObject { [LogoutEvent] = new JsonObject() },
    };

    private async Task AssertRefusedAsync(string token)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(token));
        Assert.Equal("somebody", (await _visitor.OpenAsync($"{_app.Address}/public")).Body);
    }

    private async Task<HttpStatusCode> PostAsync(string token)
    {
        using var http = new HttpClient(TestKit.Certificates.LoopbackCertificates.Instance.NewHandler());
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
        using var response = await http.PostAsync($"{_app.Address}/backchannel-logout", form);
        return response.StatusCode;
    }
}
