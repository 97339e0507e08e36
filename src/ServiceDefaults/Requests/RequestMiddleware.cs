using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Requests;

/// <summary>Gives the request its id, its log scope, and one log line at its end.</summary>
internal sealed class RequestMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        http.TraceIdentifier = RequestIds.Choose(http.Request, time);
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            context.Response.Headers[RequestIds.Header] = context.TraceIdentifier;
            return Task.CompletedTask;
        }, http);

        var begun = time.GetTimestamp();
        using (logger.BeginScope(new RequestScope(http)))
        {
            try
            {
                await next(http);
            }
            finally
            {
                if (!http.Request.Path.StartsWithSegments("/health")) // probes come every few seconds
                    logger.Answered(
                        http.Response.StatusCode, Math.Round(time.GetElapsedTime(begun).TotalMilliseconds, 2), SupportCode.Existing(http));
            }
        }
    }
}
