using OidcEngine.Clients;
using OidcEngine.FirstParty;
using ServiceDefaults.Configuration;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The origins whose pages may call the API: the provider's own, and those of the client <c>first-party</c>.</summary>
internal sealed class FirstPartyOrigins(IClientStore clients, PublicUrls urls)
{
    private const int LongestOrigin = 512;

    public async ValueTask<bool> AllowsAsync(string? origin, CancellationToken cancellationToken)
    {
        if (origin is not { Length: > 0 and <= LongestOrigin }) return false;
        if (await clients.FindAsync(FirstPartyTokens.ClientId, cancellationToken) is not { } client) return false;
        return origin == OriginOf(urls.Issuer)
            || client.AllowedCorsOrigins.Contains(origin, StringComparer.Ordinal)
            || client.RedirectUris.Any(uri => OriginOf(uri) == origin);
    }

    /// <summary>The origin of an address to which apps may have people sent back: one that is registered, letter by letter (RFC 9700 §2.1).
    /// Null for every other.</summary>
    public async ValueTask<string?> FindReturnAsync(string address, CancellationToken cancellationToken) =>
        await clients.FindAsync(FirstPartyTokens.ClientId, cancellationToken) is { } client
        && client.RedirectUris.Contains(address, StringComparer.Ordinal)
            ? OriginOf(address)
            : null;

    /// <summary>True when a page of this origin calls. Browsers do not say where a read comes from that stays within its origin.</summary>
    public bool IsAskedFrom(HttpContext http, string origin) => http.Request.Headers.Origin.Count > 0
        ? http.Request.Headers.Origin == origin
        : origin == OriginOf(urls.Issuer) && http.Request.Headers["Sec-Fetch-Site"] != "cross-site";

    private static string? OriginOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? parsed.GetLeftPart(UriPartial.Authority) : null;
}
