using Jose;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>How a request presents an access token: by the scheme DPoP (RFC 9449 §7.1), or as a bearer token.</summary>
/// <param name="Value">The token; null when the request carries none.</param>
/// <param name="ByDPoP">Which of the two.</param>
internal readonly record struct PresentedToken(string? Value, bool ByDPoP)
{
    private const string Scheme = "DPoP ";

    public static async ValueTask<Result<PresentedToken>> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (!(await BearerToken.ReadAsync(http, cancellationToken)).TryGet(out var bearer, out var error)) return error;
        if (http.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return new PresentedToken(bearer.Value, ByDPoP: false);
        if (bearer.Value is not null) return TokenRefusal.SentTwice(); // RFC 6750 §2
        return header[Scheme.Length..].Trim(' ') is { Length: > 0 } token
            ? new PresentedToken(token, ByDPoP: true)
            : TokenRefusal.Empty();
    }

    /// <summary>The token with all that its sender shows, for the endpoint at these addresses.</summary>
    public TokenPresentation With(ShownKeys shown, IReadOnlyList<string> uris) => new()
    {
        AccessToken = Value!,
        ByDPoP = ByDPoP,
        Proofs = shown.Proofs,
        Method = shown.Method,
        Uris = uris,
        Certificate = shown.Certificate,
    };
}
