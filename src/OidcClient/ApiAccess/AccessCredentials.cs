using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace OidcClient.ApiAccess;

/// <summary>What the <c>Authorization</c> header holds: a token by the scheme Bearer (RFC 6750 §2.1) or DPoP (RFC 9449 §7.1). Form body
/// and query (RFC 6750 §2.2, §2.3) are not looked at.</summary>
internal abstract record AccessCredentials
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    private AccessCredentials() { }

    /// <summary>Whether the scheme is DPoP.</summary>
    public bool ByDPoP { get; private init; }

    public static AccessCredentials Read(StringValues authorization)
    {
        if (authorization.Count == 0) return new None();
        if (authorization.Count > 1) return new Malformed("There is more than one Authorization header.");

        var header = authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? header : header[..space];
        var byDPoP = scheme.Equals("DPoP", StringComparison.OrdinalIgnoreCase); // RFC 9110 §11.1
        if (!byDPoP && !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return new None();

        var token = space < 0 ? "" : header[space..].Trim(' ');
        return token.Length == 0 || token.AsSpan().ContainsAnyExcept(TokenCharacters)
            ? new Malformed("The Authorization header holds no access token.") { ByDPoP = byDPoP }
            : new Token(token) { ByDPoP = byDPoP };
    }

    /// <summary>No access token was sent.</summary>
    public sealed record None : AccessCredentials;

    /// <summary>RFC 6750 §3.1, invalid_request.</summary>
    public sealed record Malformed(string Description) : AccessCredentials;

    public sealed record Token(string Value) : AccessCredentials;
}
