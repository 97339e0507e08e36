using System.Text.Json.Nodes;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>Debian's python3-authlib agrees with what we say.</summary>
[Collection(nameof(ThirdParties))]
public sealed class AuthlibTests(ThirdParties parties)
{
    /// <summary>The interpreter for which Debian's packages are.</summary>
    public const string Python = "/usr/bin/python3";

    [Fact]
    public async Task A_client_in_Python_signs_in_refreshes_introspects_and_revokes()
    {
        var steps = await RelyingParty.RunAsync(parties, Python, "relying_party.py", new JsonObject
        {
            ["clientId"] = "authlib",
            ["clientSecret"] = ThirdParties.SecretOf("authlib"),
            ["authentication"] = "client_secret_basic",
            ["redirectUri"] = "https://authlib.test/callback",
        });

        Assert.Equal(["metadata", "code", "id_token", "userinfo", "refresh", "revocation"], steps);
    }
}
