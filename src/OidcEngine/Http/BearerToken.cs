using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>Where a request carries its access token, RFC 6750 §2: in the header, or in the form of a POST. In the URI it is not
/// looked for, since URIs end up in logs (RFC 9700 §4.3.2).</summary>
/// <param name="Value">The token; null when the request carries none.</param>
internal readonly record struct BearerToken(string? Value)
{
    private const string Scheme = "Bearer ";

    public static async ValueTask<Result<BearerToken>> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        var header = http.Headers.Authorization;
        if (header.Count > 1) return TokenRefusal.Repeated();
        var fromHeader = header is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim(' ')
            : null;

        if (!HttpMethods.IsPost(http.Method) || !http.HasFormContentType) return new BearerToken(fromHeader);
        if (!(await FormParameters.ReadAsync(http, cancellationToken)).TryGet(out var form, out var error)) return error;
        return form["access_token"] is not { } fromBody ? new BearerToken(fromHeader)
            : fromHeader is null ? new BearerToken(fromBody)
            : TokenRefusal.SentTwice(); // §2
    }
}
