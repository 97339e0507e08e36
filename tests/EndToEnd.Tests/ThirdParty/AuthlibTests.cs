namespace EndToEnd.Tests.ThirdParty;

/// <summary>Debian's python3-authlib agrees with what we say.</summary>
[Collection(nameof(ThirdParties))]
public sealed class AuthlibTests(ThirdParties parties)
{
    /// <summary>The interpreter for which Debian's packages are.</summary>
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task A_client_in_Python_signs_in_refreshes_introspects_and_revokes() => Assert.Equal(
        ["metadata", "code", "id_token", "userinfo", "refresh", "revocation"],
        await RelyingParty.RunAsync(parties, Python, "relying_party.py", "authlib", more: null));
}
