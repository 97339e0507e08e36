using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Authorization;

/// <summary>Nothing redirects before client and redirect URI are proven (RFC 6749 §4.1.2.1): status 400 without a body, which the
/// host fills with its error page.</summary>
internal sealed class AuthorizationRefusalResult(OAuthError error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var supportCode = httpContext.RequestServices.GetRequiredService<RefusalRecorder>().Record(httpContext, error);
        httpContext.Features.Set(new AuthorizationRefusal(error, supportCode));
        httpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
