using System.Globalization;
using Jose;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>How a caller is turned away: RFC 6750 §3, RFC 9449 §7.1, RFC 9470 §3 and RFC 9728 §5.1.</summary>
internal sealed record AccessChallenge(int StatusCode, string? Error = null, string? Description = null)
{
    /// <summary>RFC 6750 §3.1: who sent no token is told no error.</summary>
    public static readonly AccessChallenge NoToken = new(StatusCodes.Status401Unauthorized);

    /// <summary>The provider's keys cannot be had: the token may be good, so the caller is asked to come back.</summary>
    public static readonly AccessChallenge Unavailable =
        new(StatusCodes.Status503ServiceUnavailable) { RetryAfter = Provider.Cooldown.TotalSeconds.ToString(CultureInfo.InvariantCulture) };

    public string? RetryAfter { get; private init; }

    private IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    public static AccessChallenge InvalidRequest(string description) =>
        new(StatusCodes.Status400BadRequest, "invalid_request", description);

    /// <summary><c>invalid_token</c>, or what is wrong with the DPoP proof.</summary>
    public static AccessChallenge InvalidToken(string error, string description) => new(StatusCodes.Status401Unauthorized, error, description);

    public static AccessChallenge InsufficientScope(IEnumerable<string> scopes) => new(
        StatusCodes.Status403Forbidden, "insufficient_scope", "The access token does not have the scope that is needed here.")
    {
        Parameters = [("scope", string.Join(' ', scopes))],
    };

    /// <summary>RFC 9470 §3.</summary>
    public static AccessChallenge InsufficientUserAuthentication(string description, TimeSpan? maxAge, IEnumerable<string> acrValues)
    {
        List<(string, string)> parameters = [];
        if (string.Join(' ', acrValues) is { Length: > 0 } acr) parameters.Add(("acr_values", acr));
        if (maxAge is { } age) parameters.Add(("max_age", ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        return new AccessChallenge(StatusCodes.Status401Unauthorized, "insufficient_user_authentication", description)
        {
            Parameters = parameters,
        };
    }

    /// <summary>The values of <c>WWW-Authenticate</c>: the scheme that was used tells the error; a 401 names the other one too, since
    /// either is taken (RFC 9449 §7.2).</summary>
    public StringValues ToHeaders(bool byDPoP, ApiAccessOptions options) => StatusCode == StatusCodes.Status401Unauthorized
        ? (string[])[Write(byDPoP, tellsError: true, options), Write(!byDPoP, tellsError: false, options)]
        : Write(byDPoP, tellsError: true, options);

    /// <summary>All texts are our own, so none needs quoting.</summary>
    private string Write(bool dpop, bool tellsError, ApiAccessOptions options)
    {
        List<(string Name, string Value)> all = [];
        if (tellsError && Error is not null) all.Add(("error", Error));
        if (tellsError && Description is not null) all.Add(("error_description", Description));
        if (tellsError) all.AddRange(Parameters);
        if (dpop) all.Add(("algs", string.Join(' ', JwsAlgorithms.Supported)));
        if (options.ResourceMetadata is { } metadata) all.Add(("resource_metadata", metadata));
        var scheme = dpop ? "DPoP" : "Bearer";
        return all.Count == 0 ? scheme : $"{scheme} {string.Join(", ", all.Select(parameter => $"{parameter.Name}=\"{parameter.Value}\""))}";
    }
}
