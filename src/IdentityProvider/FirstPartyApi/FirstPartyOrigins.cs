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

    private static string? OriginOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? parsed.GetLeftPart(UriPartial.Authority) : null;
}
