using Jose;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>How a protected resource refuses, RFC 6750 §3 and RFC 9449 §7.1. Without an error it says only that a token is needed (§3.1).
/// It takes tokens by two schemes: the one that was used tells the error, and a 401 names the other one too (RFC 9449 §7.2).</summary>
internal sealed class BearerErrorResult(OAuthError? error) : IResult
{
    private const string Bearer = "Bearer realm=\"userinfo\"";

    private static readonly string DPoP = $"DPoP realm=\"userinfo\", algs=\"{string.Join(' ', JwsAlgorithms.Supported)}\"";

    /// <summary>The scope that the call needs, named along with <c>insufficient_scope</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Whether the token came by the scheme DPoP.</summary>
    public bool ByDPoP { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        JsonResponse.NoStore(response);
        response.Headers.WWWAuthenticate = Challenges();
        if (error is not null)
        {
            RefusalRecorder.Announce(httpContext, error);
            return JsonResponse.WriteAsync(response, error.Status, error, OAuthErrorResult.Write);
        }
        response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private StringValues Challenges()
    {
        if (error is { Status: not StatusCodes.Status401Unauthorized }) return Challenge(ByDPoP);
        return new([Challenge(ByDPoP), Challenge(!ByDPoP)]);
    }

    private string Challenge(bool dpop)
    {
        var challenge = dpop ? DPoP : Bearer;
        if (error is null || dpop != ByDPoP) return challenge;
        challenge += $", error=\"{error.Code}\", error_description=\"{error.Description}\"";
        return Scope is null ? challenge : $"{challenge}, scope=\"{Scope}\"";
    }
}
