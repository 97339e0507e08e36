using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityProvider.Requests;

internal static class ModelErrors
{
    /// <summary>Puts what a service refused beside the fields: its members are snake_case, the fields are named like properties.
    /// What belongs to no field of the page goes above the form.</summary>
    public static void AddErrors(this PageModel page, IReadOnlyDictionary<string, string[]> errors)
    {
        foreach (var (member, reasons) in errors)
        {
            var field = page.ModelState.Keys.FirstOrDefault(key =>
                string.Equals(key, member.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
            foreach (var reason in reasons) page.ModelState.AddModelError(field ?? string.Empty, reason);
        }
    }
}
