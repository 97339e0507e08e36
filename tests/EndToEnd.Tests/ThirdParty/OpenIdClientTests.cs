using System.Text.Json.Nodes;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>npm's openid-client, a certified relying party, agrees with what we say.</summary>
[Collection(nameof(ThirdParties))]
public sealed class OpenIdClientTests(ThirdParties parties)
{
    public static TheoryData<string> Algorithms => [.. ThirdPartyClients.Algorithms];

    [Fact]
    public async Task It_signs_in_refreshes_introspects_revokes_and_signs_out() =>
        Assert.Equal(["discovery", "code", "userinfo", "refresh", "revocation", "logout"], await RunAsync("code.mjs", "openid-client"));

    [Fact] // RFC 8707
    public async Task It_names_the_api_that_a_token_is_for() =>
        Assert.Equal(["one of two", "the other one", "none that was not agreed to"], await RunAsync("resources.mjs", "openid-client"));

    [Theory] // RFC 7523 §2.2 and OIDC Core §9
    [MemberData(nameof(Algorithms))]
    public async Task It_authenticates_with_a_key_of_its_own(string alg) => Assert.Equal(
        ["token", "introspection", "revocation", "an assertion for another server"], await RunAsync("authenticated.mjs", $"keyed-{alg}"));

    [Fact] // OIDC Core §9, client_secret_jwt
    public async Task It_authenticates_with_a_secret_that_it_does_not_send() => Assert.Equal(
        ["token", "introspection", "revocation", "an assertion for another server"], await RunAsync("authenticated.mjs", "hmac"));

    [Fact] // RFC 9126
    public async Task It_pushes_its_request() =>
        Assert.Equal(["pushed", "refused before any browser", "pushed and signed"], await RunAsync("pushed.mjs", "keyed-ES256"));

    [Theory] // RFC 9101
    [MemberData(nameof(Algorithms))]
    public async Task It_signs_its_request(string alg) => Assert.Equal(["signed"], await RunAsync("signed.mjs", $"keyed-{alg}"));

    [Theory] // RFC 9449
    [InlineData("native", "ES256")]
    [InlineData("native", "PS256")]
    [InlineData("keyed-ES256", "ES256")]
    [InlineData("openid-client", "RS256")]
    public async Task It_binds_its_tokens_to_a_key(string clientId, string alg) => Assert.Equal(
        ["bound", "userinfo", "refresh", "a code of another key"], await RunAsync("dpop.mjs", clientId, new JsonObject { ["alg"] = alg }));

    [Theory] // RFC 8705
    [InlineData("tls-issued")]
    [InlineData("tls-own")]
    public async Task It_shows_a_certificate(string clientId) => Assert.Equal(
        ["bound", "introspection", "without the certificate"], await RunAsync("mtls.mjs", clientId, parties.Certificates.SettingsOf(clientId)));

    [Fact] // RFC 7591, RFC 7592
    public async Task It_registers_itself() =>
        Assert.Equal(["registered", "used", "managed", "deleted"], await RunAsync("registration.mjs", "openid-client"));

    [Fact] // RFC 8628
    public async Task It_is_let_in_on_a_device() => Assert.Equal(["codes", "tokens", "once"], await RunAsync("device.mjs", "television"));

    private Task<IReadOnlyList<string>> RunAsync(string scenario, string clientId, JsonObject? more = null) =>
        RelyingParty.RunAsync(parties, scenario, clientId, more);
}
