using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>A redirect that every browser follows by GET, so that no password or form goes along (RFC 9700 §4.12). Neither it nor the
/// address it comes from is kept or passed on (RFC 9700 §4.2.4).</summary>
internal sealed class SeeOtherResult(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = location;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
