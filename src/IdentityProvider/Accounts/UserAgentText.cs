using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using ServiceDefaults.Devices;

namespace IdentityProvider.Accounts;

/// <summary>What a device says it is, in words.</summary>
internal sealed class UserAgentText(IStringLocalizer<PageText> text)
{
    private const int Longest = 80;

    /// <summary>Browser and system as they are known; else what the device wrote, which is anybody's text.</summary>
    public string Describe(string? userAgent) => Known(userAgent)
        ?? (userAgent is not { Length: > 0 } ? text["Device.NotKnown"] : userAgent.Length > Longest ? userAgent[..Longest] : userAgent);

    /// <summary>Null when neither browser nor system is known.</summary>
    public string? Known(string? userAgent) => DeviceName.Of(userAgent) switch
    {
        { Browser: { } browser, System: { } system } => text["Devices.BrowserOn", browser, system],
        { Browser: { } browser } => browser,
        { System: { } system } => system,
        _ => null,
    };
}
