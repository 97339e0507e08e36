using System.Text.Json.Nodes;
using TestKit.Certificates;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>npm's jose and oauth4webapi verify every kind of token that we sign, with every algorithm that a client may choose.</summary>
[Collection(nameof(ThirdParties))]
public sealed class JoseTests(ThirdParties parties)
{
    public static TheoryData<string> Algorithms => [.. ThirdParties.SigningAlgorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Every_kind_of_token_is_verified_and_none_passes_for_another(string alg)
    {
        var steps = await RelyingParty.RunNodeAsync(parties, "jose.mjs", new JsonObject
        {
            ["clientId"] = $"jose-{alg}",
            ["clientSecret"] = ThirdParties.SecretOf($"jose-{alg}"),
            ["redirectUri"] = "https://jose.test/callback",
            ["alg"] = alg,
            ["receiver"] = new JsonObject
            {
                ["port"] = parties.LogoutPort(alg),
                ["certificateFile"] = LoopbackCertificates.Instance.CertificateFile,
                ["keyFile"] = LoopbackCertificates.Instance.KeyFile,
            },
        });

        Assert.Equal(["code", "id_token", "access token", "logout token", "no other kind"], steps);
    }
}
