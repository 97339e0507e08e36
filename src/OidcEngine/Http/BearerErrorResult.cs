using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>How a protected resource refuses, RFC 6750 §3. Without an error it says only that a token is needed (§3.1).</summary>
internal sealed class BearerErrorResult(OAuthError? error) : IResult
{
    /// <summary>The scope that the call needs, named along with <c>insufficient_scope</c>.</summary>
    public string? Scope { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        JsonResponse.NoStore(response);
        response.Headers.WWWAuthenticate = Challenge();
        if (error is not null)
        {
            RefusalRecorder.Announce(httpContext, error);
            return JsonResponse.WriteAsync(response, error.Status, error, OAuthErrorResult.Write);
        }
        response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private string Challenge()
    {
        const string Bare = "Bearer realm=\"userinfo\"";
        if (error is null) return Bare;
        var challenge = $"{Bare}, error=\"{error.Code}\", error_description=\"{error.Description}\"";
        return Scope is null ? challenge : $"{challenge}, scope=\"{Scope}\"";
    }
}
