using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace OidcClient.ApiAccess;

/// <summary>What the <c>Authorization</c> header holds, RFC 6750 §2.1. Form body (§2.2) and query (§2.3) are not looked at.</summary>
internal abstract record BearerCredentials
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    private BearerCredentials() { }

    public static BearerCredentials Read(StringValues authorization)
    {
        if (authorization.Count == 0) return new None();
        if (authorization.Count > 1) return new Malformed("There is more than one Authorization header.");

        var header = authorization.ToString();
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? header : header[..space];
        if (!scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return new None(); // RFC 9110 §11.1

        var token = space < 0 ? "" : header[space..].Trim(' ');
        return token.Length == 0 || token.AsSpan().ContainsAnyExcept(TokenCharacters)
            ? new Malformed("The Authorization header holds no bearer token.")
            : new Token(token);
    }

    /// <summary>No bearer token was sent.</summary>
    public sealed record None : BearerCredentials;

    /// <summary>RFC 6750 §3.1, invalid_request.</summary>
    public sealed record Malformed(string Description) : BearerCredentials;

    public sealed record Token(string Value) : BearerCredentials;
}
