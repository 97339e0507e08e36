using System.Text.Json.Nodes;
using TestKit.Certificates;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>npm's jose and oauth4webapi verify every kind of token that we sign, with every algorithm that a client may choose.</summary>
[Collection(nameof(ThirdParties))]
public sealed class JoseTests(ThirdParties parties)
{
    public static TheoryData<string> Algorithms => [.. ThirdPartyClients.Algorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Every_kind_of_token_is_verified_and_none_passes_for_another(string alg)
    {
        var steps = await RelyingParty.RunAsync(parties, "jose.mjs", $"jose-{alg}", new JsonObject
        {
            ["alg"] = alg,
            ["receiver"] = new JsonObject
            {
                ["port"] = parties.Clients.LogoutPort(alg),
                ["certificateFile"] = LoopbackCertificates.Instance.CertificateFile,
                ["keyFile"] = LoopbackCertificates.Instance.KeyFile,
            },
        });

        Assert.Equal(["code", "id_token", "access token", "logout token", "no other kind"], steps);
    }

    [Fact]
    public async Task A_client_that_uses_everything_at_once_is_served_and_its_tokens_are_taken_by_an_api() =>
        Assert.Equal(["pushed", "code", "api", "refresh"], await RelyingParty.RunAsync(parties, "oauth.mjs", "keyed-ES256"));
}
