using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Ui.Localisation;

/// <summary>The language that the browser asks for (RFC 9110 §12.5.4).</summary>
internal sealed class AcceptLanguageCulture : LanguageSource
{
    private const int MaxTags = 16;

    protected override ValueTask<CultureInfo?> FindAsync(HttpContext http) => ValueTask.FromResult(
        Languages.FirstOf(http.Request.GetTypedHeaders().AcceptLanguage
            .Take(MaxTags)
            .Where(wanted => wanted.Quality is not 0) // q=0 says: not this one
            .OrderByDescending(wanted => wanted.Quality ?? 1)
            .Select(wanted => wanted.Value.ToString())));
}
