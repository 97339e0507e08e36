using System.Net;
using System.Text.Json.Nodes;
using Jose;
using OidcClient.Tests.Fakes;

namespace OidcClient.Tests.ApiAccess;

/// <summary>Tokens that are nearly right: RFC 9068 §4, one condition broken at a time.</summary>
public sealed class AccessTokenAttackTests : IAsyncLifetime
{
    private FakeProvider _provider = null!;
    private FakeApi _api = null!;

    public static TheoryData<string, string> WrongClaims => new()
    {
        { "iss", "\"https://localhost\"" },
        { "iss", "\"https://evil.example\"" },
        { "iss", "null" },
        { "aud", "\"https://api.example/\"" },
        { "aud", "\"https://other.example\"" },
        { "aud", "[]" },
        { "exp", "1" },
        { "exp", "null" },
        { "exp", "\"9999999999\"" },
        { "nbf", "9999999999" },
        { "sub", "null" },
        { "sub", "\"\"" },
        { "sub", "7" },
        { "client_id", "null" },
        { "client_id", "[\"app\"]" },
        { "jti", "null" },
        { "iat", "null" },
        { "gid", "\"not-a-guid\"" },
        { "gid", "7" },
        { "cnf", "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}" },
        { "cnf", "{\"x5t#S256\":\"bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2\"}" },
    };

    public async ValueTask InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _api = await FakeApi.StartAsync(_provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_claim_that_is_missing_or_wrong_is_refused(string name, string json)
    {
        var claims = _provider.AccessTokenClaims(FakeApi.Audience);
        if (json == "null") claims.Remove(name);
        else claims[name] = JsonNode.Parse(json);

        await AssertRefusedAsync(_provider.Sign(JwtTypes.AccessToken, claims));
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("logout+jwt")]
    [InlineData("")]
    public async Task Another_kind_of_token_is_refused(string typ) =>
        await AssertRefusedAsync(_provider.Sign(typ, _provider.AccessTokenClaims(FakeApi.Audience)));

    [Fact]
    public async Task A_token_signed_by_a_stranger_under_a_known_key_id_is_refused()
    {
        using var stranger = SigningKey.Generate(JwsAlgorithms.RS256, _provider.Key.KeyId);

        await AssertRefusedAsync(_provider.Sign(JwtTypes.AccessToken, _provider.AccessTokenClaims(FakeApi.Audience), stranger));
    }

    [Fact]
    public async Task A_key_set_that_the_token_points_to_is_not_fetched()
    {
        await using var evil = await FakeProvider.StartAsync();
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = "evil", ["typ"] = "at+jwt", ["jku"] = $"{evil.Issuer}/jwks" };

        await AssertRefusedAsync(evil.Sign(header, _provider.AccessTokenClaims(FakeApi.Audience)));

        Assert.Equal(0, evil.KeyRequests);
    }

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        var header = new JsonObject { ["alg"] = "none", ["typ"] = "at+jwt" };
        var token = _provider.Sign(header, _provider.AccessTokenClaims(FakeApi.Audience));

        await AssertRefusedAsync(token[..(token.LastIndexOf('.') + 1)]);
    }

    [Fact]
    public async Task A_huge_token_is_refused()
    {
        var claims = _provider.AccessTokenClaims(FakeApi.Audience);
        claims["fill"] = new string('x', 15_000);

        await AssertRefusedAsync(_provider.Sign(JwtTypes.AccessToken, claims));
    }

    [Fact]
    public async Task The_reason_is_told_without_the_token()
    {
        var token = _provider.Sign(JwtTypes.AccessToken, _provider.AccessTokenClaims("https://other.example"));

        var reply = await _api.GetAsync("/open", $"Bearer {token}");

        Assert.Contains("error_description=\"The access token is meant for another resource.\"", reply.Challenge, StringComparison.Ordinal);
        Assert.DoesNotContain(token[..20], reply.Challenge, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string token)
    {
        var reply = await _api.GetAsync("/open", $"Bearer {token}");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.StartsWith("Bearer error=\"invalid_token\"", reply.Challenge, StringComparison.Ordinal);
        Assert.Empty(_api.Status.Asked);
    }
}
