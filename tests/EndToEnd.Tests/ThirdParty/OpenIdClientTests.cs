using System.Text.Json;
using EndToEnd.Tests.Product;
using TestKit.Browsing;
using TestKit.Certificates;
using TestKit.Processes;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>npm's openid-client, a certified relying party, agrees with what we say.</summary>
[Collection(nameof(WholeProduct))]
public sealed class OpenIdClientTests(WholeProduct product)
{
    [Theory]
    [InlineData("web", "web-secret-known-to-these-tests-alone", "ClientSecretBasic", "https://web.test/callback", "https://web.test/goodbye")]
    public async Task A_certified_relying_party_signs_in_refreshes_introspects_revokes_and_signs_out(
        string clientId, string clientSecret, string authentication, string redirectUri, string postLogoutRedirectUri)
    {
        var settings = JsonSerializer.Serialize(new
        {
            issuer = product.Installation.Issuer,
            clientId,
            clientSecret,
            authentication,
            redirectUri,
            postLogoutRedirectUri,
        });
        await using var party = ChildProcess.Start("node", [Path.Combine(WholeProduct.Folder, "ThirdParty", "openid-client.mjs")],
            new Dictionary<string, string?> { ["RELYING_PARTY"] = settings, ["NODE_EXTRA_CA_CERTS"] = LoopbackCertificates.Instance.AuthorityFile });
        using var browser = new ScriptlessBrowser(new Uri(product.Installation.Issuer));

        var steps = new List<string>();
        while (await party.ReadLineAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            var message = JsonDocument.Parse(line).RootElement;
            if (message.TryGetProperty("open", out var address))
                await party.WriteLineAsync((await browser.SignInAsync(address.GetString()!, "alice", "Pass123$")).AbsoluteUri);
            else
                steps.Add(message.GetProperty("step").GetString()!);
        }

        Assert.True(await party.WaitForExitAsync(TimeSpan.FromSeconds(10)) == 0, party.Output);
        Assert.Equal(["discovery", "code", "userinfo", "refresh", "revocation", "logout"], steps);
    }
}
