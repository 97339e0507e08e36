using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;

namespace OidcEngine.Http;

/// <summary>An error response as RFC 6749 §5.2 writes it.</summary>
internal sealed class OAuthErrorResult(OAuthError error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        JsonResponse.NoStore(response);
        RefusalRecorder.Announce(httpContext, error);
        if (error.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Basic realm=\"client\", charset=\"UTF-8\""; // also RFC 9110 §15.5.2
        if (error.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return JsonResponse.WriteAsync(response, error.Status, error, Write);
    }

    public static void Write(Utf8JsonWriter json, OAuthError error)
    {
        json.WriteString("error"u8, error.Code);
        json.WriteString("error_description"u8, error.Description);
    }
}
