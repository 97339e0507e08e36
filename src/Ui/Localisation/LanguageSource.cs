using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace Ui.Localisation;

/// <summary>One of the things that can say which language a page speaks. They are asked in turn.</summary>
public abstract class LanguageSource : RequestCultureProvider
{
    public sealed override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        await FindAsync(httpContext) is { } language ? new ProviderCultureResult(language.Name) : null;

    /// <summary>Null when it does not say, or asks for what is not spoken here.</summary>
    protected abstract ValueTask<CultureInfo?> FindAsync(HttpContext http);
}
