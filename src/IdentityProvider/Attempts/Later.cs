using System.Globalization;
using IdentityProvider.Localisation;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace IdentityProvider.Attempts;

/// <summary>The form again, with the request to come back later: 429 for one who tries too often, 503 when too many sign in at once.</summary>
internal static class Later
{
    public static PageResult TooMany(this PageModel page, TimeSpan wait, IStringLocalizer<PageText> text) =>
        Answer(page, StatusCodes.Status429TooManyRequests, wait, text["Common.TooMany", InWords(wait, text)]);

    public static PageResult Busy(this PageModel page, TimeSpan wait, IStringLocalizer<PageText> text) =>
        Answer(page, StatusCodes.Status503ServiceUnavailable, wait, text["Common.Busy", InWords(wait, text)]);

    private static PageResult Answer(PageModel page, int status, TimeSpan wait, string message)
    {
        page.Response.StatusCode = status;
        page.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        page.ModelState.AddModelError(string.Empty, message);
        return page.Page();
    }

    private static string InWords(TimeSpan wait, IStringLocalizer<PageText> text) => wait <= TimeSpan.FromSeconds(90)
        ? text["Common.Seconds", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))]
        : text["Common.Minutes", (int)Math.Ceiling(wait.TotalMinutes)];
}
