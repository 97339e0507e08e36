using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Ui.Localisation;

/// <summary>The language that <c>ui_locales</c> (OIDC Core §3.1.2.1) asks for in the page's own address: space separated tags, most wanted
/// first.</summary>
internal sealed class UiLocalesCulture : LanguageSource
{
    private const int MaxTags = 8;

    protected override ValueTask<CultureInfo?> FindAsync(HttpContext http) => ValueTask.FromResult(
        Languages.FirstOf(http.Request.Query["ui_locales"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxTags)));
}
