using AdminUi.Notices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ui.Localisation;

namespace AdminUi.Pages;

/// <summary>Where the languages at the foot of every page lead: the choice is remembered, and the page is shown again.</summary>
[AllowAnonymous]
internal sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => this.SeeOther("/");

    /// <param name="language">The tag of a language.</param>
    /// <param name="shown">The page that it was chosen on.</param>
    public IActionResult OnPost(string? language, [FromForm(Name = "page")] string? shown)
    {
        if (Languages.Find(language) is { } chosen) ChosenLanguage.Remember(HttpContext, chosen, occasion: null);
        return this.SeeOther(Url.IsLocalUrl(shown) ? shown! : "/");
    }
}
