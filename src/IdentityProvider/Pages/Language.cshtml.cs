using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Ui.Localisation;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>Where the languages at the foot of every page lead: the choice is remembered, and the page is shown again.</summary>
internal sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => this.SeeOtherAt(Home);

    /// <param name="language">The tag of a language.</param>
    /// <param name="shown">The page that it was chosen on.</param>
    public IActionResult OnPost(string? language, [FromForm(Name = "page")] string? shown)
    {
        var uri = LocalOrHome(shown);
        var query = QueryHelpers.ParseQuery(uri.Contains('?') ? uri[uri.IndexOf('?')..] : "");
        var underWay = (string?)query.GetValueOrDefault("returnUrl") ?? query.GetValueOrDefault("logoutId");
        if (Languages.Find(language) is { } chosen) ChosenLanguage.Remember(HttpContext, chosen, underWay ?? User.UserId()?.ToString());
        // A language in the address would outdo the choice.
        return this.SeeOtherAt(uri.Split('?')[0] + QueryString.Create(query.Where(pair => pair.Key != "ui_locales")));
    }
}
