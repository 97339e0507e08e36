using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Jose;
using OidcEngine.Authorization;

namespace OidcEngine.CheckSession;

/// <summary>The <c>session_state</c> of an authorization response, OIDC Session Management 1.0 §2 and §4.2: a salted hash by which the session
/// iframe finds out whether the browser's state at this provider has changed since.</summary>
internal static class SessionState
{
    /// <summary>Adds <c>session_state</c> to what a client gets while somebody is signed in, errors included, when it asked for OpenID
    /// Connect and its redirect URI has an origin that a page may have.</summary>
    /// <param name="response">The response.</param>
    /// <param name="browserState">Finds the browser's state, or gives it one; asked only when it is needed.</param>
    public static AuthorizationResponse AddTo(AuthorizationResponse response, Func<string> browserState)
    {
        if (response.OpenIdClientId is not { } clientId || OriginOf(response.RedirectUri) is not { } origin) return response;
        var value = Compute(clientId, origin, browserState(), Handles.Create());
        return response with { Parameters = [.. response.Parameters, new("session_state", value)] };
    }

    /// <summary>§4.2: the hash over what the iframe knows too, and the salt, joined by a dot.</summary>
    public static string Compute(string clientId, string origin, string browserState, string salt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId} {origin} {browserState} {salt}"));
        return $"{Base64Url.EncodeToString(hash)}.{salt}";
    }

    /// <summary>RFC 6454 §4 and §6.2; null for an app's own scheme, whose origin is opaque.</summary>
    private static string? OriginOf(string redirectUri)
    {
        var uri = new Uri(redirectUri);
        return uri.Scheme is "https" or "http" ? uri.GetLeftPart(UriPartial.Authority) : null;
    }
}
