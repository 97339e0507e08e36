using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Registration;

/// <summary>How a missing or wrong token is answered at the registration endpoints: 401 with a challenge (RFC 6750 §3, RFC 7592 §2).</summary>
internal sealed class RegistrationTokenErrorResult(OAuthError error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        JsonResponse.NoStore(response);
        RefusalRecorder.Announce(httpContext, error);
        response.Headers.WWWAuthenticate = $"Bearer realm=\"registration\", error=\"{error.Code}\", error_description=\"{error.Description}\"";
        return JsonResponse.WriteAsync(response, error.Status, error, OAuthErrorResult.Write);
    }
}
