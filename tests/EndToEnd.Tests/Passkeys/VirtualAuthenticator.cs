using Microsoft.Playwright;

namespace EndToEnd.Tests.Passkeys;

/// <summary>A fingerprint reader built into the page's device, at which somebody sits who always agrees (Chrome DevTools Protocol, WebAuthn).</summary>
internal sealed class VirtualAuthenticator
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private VirtualAuthenticator(ICDPSession session, string id) => (_session, _id) = (session, id);

    public static async Task<VirtualAuthenticator> AddAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualAuthenticator(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether the finger is the right one.</summary>
    public Task VerifiesAsync(bool isRight) => _session.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object>
    {
        ["authenticatorId"] = _id,
        ["isUserVerified"] = isRight,
    });

    /// <summary>Whether somebody touches it. Until then the browser waits.</summary>
    public Task TouchAsync(bool isTouched) => _session.SendAsync("WebAuthn.setAutomaticPresenceSimulation", new Dictionary<string, object>
    {
        ["authenticatorId"] = _id,
        ["enabled"] = isTouched,
    });
}
