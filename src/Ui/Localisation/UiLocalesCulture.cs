using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;

namespace Ui.Localisation;

/// <summary>The language that <c>ui_locales</c> (OIDC Core §3.1.2.1) asks for: space separated tags, most wanted first.</summary>
internal sealed class UiLocalesCulture : RequestCultureProvider
{
    private const int MaxTags = 8;

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var tags = httpContext.Request.Query["ui_locales"].ToString()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Take(MaxTags)
            .Select(tag => new StringSegment(tag))
            .ToList();
        return Task.FromResult(tags.Count == 0 ? null : new ProviderCultureResult(tags));
    }
}
