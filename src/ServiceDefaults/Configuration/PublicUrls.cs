using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Configuration;

/// <summary>The addresses under which people and apps reach the three hosts. Issuer, links and allowed hosts come from here,
/// never from a request.</summary>
public sealed record PublicUrls
{
    public string Issuer { get; init; } = "https://localhost:3001";

    public string UserApiUrl { get; init; } = "https://localhost:3002";

    public string AdminUrl { get; init; } = "https://localhost:3003";

    /// <exception cref="StartupFailure">An address is not an absolute https URL without query, fragment and final slash.</exception>
    public static PublicUrls Read(IConfiguration configuration, IHostEnvironment environment) =>
        ValidatedOptions.Read<PublicUrls>(configuration, "Identity", urls =>
            Refuse("Identity:Issuer", urls.Issuer, environment)
            ?? Refuse("Identity:UserApiUrl", urls.UserApiUrl, environment)
            ?? Refuse("Identity:AdminUrl", urls.AdminUrl, environment));

    private static string? Refuse(string key, string url, IHostEnvironment environment)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return $"The setting {key} is \"{url}\", which is not an absolute URL: write one such as https://id.example.com.";
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || url.EndsWith('/'))
            return $"The setting {key} is \"{url}\": it must have no query, no fragment and no slash at its end.";
        return uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && environment.IsDevelopment())
            ? null
            : $"The setting {key} is \"{url}\": it must begin with https://.";
    }
}
