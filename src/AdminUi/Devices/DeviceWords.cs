using AdminUi.Localisation;
using Microsoft.Extensions.Localization;
using Ui.Devices;

namespace AdminUi.Devices;

internal static class DeviceWords
{
    /// <summary>The device as people call it: "Firefox on Linux".</summary>
    public static string InWords(this DeviceName device, IStringLocalizer<PageText> text) => device switch
    {
        { Browser: { } browser, System: { } system } => text["Device.BrowserOn", browser, system],
        { Browser: { } browser } => browser,
        { System: { } system } => system,
        _ => text["Device.Unknown"],
    };
}
