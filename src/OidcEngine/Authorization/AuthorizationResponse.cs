using System.Text;
using OidcEngine.Errors;
using OidcEngine.Scopes;

namespace OidcEngine.Authorization;

/// <summary>The authorization response, RFC 6749 §4.1.2 and §4.1.2.1, with the issuer that gave it (RFC 9207 §2).</summary>
/// <param name="RedirectUri">Where it goes.</param>
/// <param name="Mode">How it goes there.</param>
/// <param name="Parameters">Its parameters, in their order.</param>
internal sealed record AuthorizationResponse(
    string RedirectUri, ResponseMode Mode, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>The client, when it asked for OpenID Connect: such a response carries the <c>session_state</c>.</summary>
    public string? OpenIdClientId { get; private init; }

    /// <summary>§4.1.2: a code.</summary>
    public static AuthorizationResponse WithCode(AuthorizationRequest request, string code, string issuer) =>
        new(request.RedirectUri, request.ResponseMode, [new("code", code), .. Always(request, issuer)])
        {
            OpenIdClientId = OpenIdClient(request),
        };

    /// <summary>§4.1.2.1: an error. Its description tells the developer what to change.</summary>
    public static AuthorizationResponse WithError(AuthorizationRequest request, OAuthError error, string issuer) =>
        new(
            request.RedirectUri,
            request.ResponseMode,
            [new("error", error.Code), new("error_description", error.Description), .. Always(request, issuer)])
        {
            OpenIdClientId = OpenIdClient(request),
        };

    /// <summary>The URL to redirect to, for the modes <c>query</c> and <c>fragment</c>. A query that the redirect URI was registered with
    /// is retained (RFC 6749 §3.1.2).</summary>
    public string ToLocation()
    {
        var next = Mode == ResponseMode.Fragment ? '#' : RedirectUri.Contains('?') ? '&' : '?';
        var location = new StringBuilder(RedirectUri);
        foreach (var (name, value) in Parameters)
        {
            location.Append(next).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            next = '&';
        }
        return location.ToString();
    }

    private static KeyValuePair<string, string>[] Always(AuthorizationRequest request, string issuer) =>
        request.State is { } state ? [new("state", state), new("iss", issuer)] : [new("iss", issuer)];

    private static string? OpenIdClient(AuthorizationRequest request) =>
        request.Parameters["scope"]?.Split(' ').Contains(IdentityScopes.OpenId) == true ? request.Client.ClientId : null;
}
