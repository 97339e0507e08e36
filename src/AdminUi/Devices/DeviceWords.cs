using AdminUi.Localisation;
using Microsoft.Extensions.Localization;
using ServiceDefaults.Devices;

namespace AdminUi.Devices;

/// <summary>A device in the words that people use.</summary>
internal static class DeviceWords
{
    public static string Of(string? userAgent, IStringLocalizer<PageText> text) => DeviceName.Of(userAgent) switch
    {
        { Browser: { } browser, System: { } system } => text["Device.BrowserOnSystem", browser, system],
        { Browser: { } browser } => browser,
        { System: { } system } => system,
        _ => text["Device.Unknown"],
    };
}
