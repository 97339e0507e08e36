using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace AdminUi.Notices;

/// <summary>A sentence about what was just done, shown at the top of the next page and then forgotten.</summary>
/// <param name="Kind">As of an alert: success, info, warning or danger.</param>
/// <param name="Key">The sentence's key in the resources.</param>
internal sealed record Notice(string Kind, string Key, IReadOnlyList<string> Arguments)
{
    private const string Name = "notice";
    private const int LongestArgument = 200; // a cookie has little room

    public static bool TryTake(ITempDataDictionary kept, [NotNullWhen(true)] out Notice? notice)
    {
        notice = kept[Name] is string[] { Length: >= 2 } parts ? new Notice(parts[0], parts[1], parts[2..]) : null;
        return notice is not null;
    }

    public static void Keep(ITempDataDictionary kept, string kind, string key, IEnumerable<string> arguments) =>
        kept[Name] = new[] { kind, key }.Concat(arguments.Select(argument => argument.Length <= LongestArgument ? argument : argument[..LongestArgument])).ToArray();
}

internal static class NoticePages
{
    /// <summary>Leads on with 303 (RFC 9110 §15.4.4), so that a reload repeats nothing, and says there what was done.</summary>
    public static IActionResult Done(this PageModel page, string address, string key, params string[] arguments)
    {
        Notice.Keep(page.TempData, "success", key, arguments);
        return page.SeeOther(address);
    }

    public static IActionResult SeeOther(this PageModel page, string address)
    {
        page.Response.Headers.Location = address;
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}
