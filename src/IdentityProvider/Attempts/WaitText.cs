using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;

namespace IdentityProvider.Attempts;

/// <summary>A waiting time in words.</summary>
internal static class WaitText
{
    public static string Of(TimeSpan wait, IStringLocalizer<PageText> text) => wait <= TimeSpan.FromSeconds(90)
        ? text["Common.Seconds", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))]
        : text["Common.Minutes", (int)Math.Ceiling(wait.TotalMinutes)];
}
