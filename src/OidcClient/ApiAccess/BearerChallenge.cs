using System.Globalization;
using Microsoft.AspNetCore.Http;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>How a caller is turned away, RFC 6750 §3.</summary>
internal sealed record BearerChallenge(int StatusCode, string? Error = null, string? Description = null, string? Scope = null)
{
    /// <summary>§3.1: who sent no token is told no error.</summary>
    public static readonly BearerChallenge NoToken = new(StatusCodes.Status401Unauthorized);

    /// <summary>The provider's keys cannot be had: the token may be good, so the caller is asked to come back.</summary>
    public static readonly BearerChallenge Unavailable =
        new(StatusCodes.Status503ServiceUnavailable) { RetryAfter = Provider.Cooldown.TotalSeconds.ToString(CultureInfo.InvariantCulture) };

    public string? RetryAfter { get; private init; }

    public static BearerChallenge InvalidRequest(string description) =>
        new(StatusCodes.Status400BadRequest, "invalid_request", description);

    public static BearerChallenge InvalidToken(string description) =>
        new(StatusCodes.Status401Unauthorized, "invalid_token", description);

    public static BearerChallenge InsufficientScope(IEnumerable<string> scopes) => new(
        StatusCodes.Status403Forbidden,
        "insufficient_scope",
        "The access token does not have the scope that is needed here.",
        string.Join(' ', scopes));

    /// <summary>The value of <c>WWW-Authenticate</c>. All texts are our own, so none needs quoting.</summary>
    public override string ToString()
    {
        string?[] parameters =
        [
            Error is null ? null : $"error=\"{Error}\"",
            Description is null ? null : $"error_description=\"{Description}\"",
            Scope is null ? null : $"scope=\"{Scope}\"",
        ];
        return $"Bearer {string.Join(", ", parameters.OfType<string>())}".TrimEnd();
    }
}
