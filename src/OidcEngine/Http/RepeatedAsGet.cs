using System.Text;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>Turns a POST into a GET of the same address with the same parameters. Browsers send the session cookie, which is
/// SameSite=Lax, with no POST from another site, but with the GET that a redirect leads to.</summary>
internal static class RepeatedAsGet
{
    /// <summary>Leaves room for method and path in the request line of 8 KiB that servers commonly take.</summary>
    private const int MaxQueryLength = 7 * 1024;

    private static readonly OAuthError TooLong = OAuthError.InvalidRequest($"The parameters are longer than {MaxQueryLength} bytes.")
        .Because("query", "RFC 9110 §4.1", $"Push the request (RFC 9126), or send less than {MaxQueryLength} bytes.");

    /// <summary>The address to redirect to, or an error when its parameters are too long for one.</summary>
    public static Result<string> TryLocate(HttpRequest http, RequestParameters parameters)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            query.Append(query.Length == 0 ? '?' : '&')
                .Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }
        if (query.Length > MaxQueryLength) return TooLong;
        return $"{http.PathBase}{http.Path}{query}";
    }
}
