using System.Text.Json.Nodes;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>npm's openid-client, a certified relying party, agrees with what we say.</summary>
[Collection(nameof(ThirdParties))]
public sealed class OpenIdClientTests(ThirdParties parties)
{
    [Fact]
    public async Task A_certified_relying_party_signs_in_refreshes_introspects_revokes_and_signs_out()
    {
        var steps = await RelyingParty.RunNodeAsync(parties, "code.mjs", new JsonObject
        {
            ["clientId"] = "openid-client",
            ["clientSecret"] = ThirdParties.SecretOf("openid-client"),
            ["authentication"] = "ClientSecretBasic",
            ["redirectUri"] = "https://certified.test/callback",
            ["postLogoutRedirectUri"] = "https://certified.test/goodbye",
        });

        Assert.Equal(["discovery", "code", "userinfo", "refresh", "revocation", "logout"], steps);
    }
}
