using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Json;

namespace ServiceDefaults.Problems;

/// <summary>Turns exceptions, and refusals without a body, into a problem document, or into the host's error page for a browser.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, ServiceDescription service, ILogger<FaultMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (IsBareRefusal(http.Response))
                await AnswerAsync(http, Bare(http.Response.StatusCode));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has left; nobody reads an answer.
            if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var problem = Explain(http, exception);
            var kept = http.Response.Headers.Where(header => !IsContentHeader(header.Key)).ToArray();
            http.Response.Clear();
            foreach (var (name, value) in kept) http.Response.Headers[name] = value;
            await AnswerAsync(http, problem);
        }
    }

    private ApiProblem Explain(HttpContext http, Exception exception)
    {
        var code = SupportCode.Of(http);
        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => JsonFault.Describe(json),
            BadHttpRequestException bad => Unreadable(bad.StatusCode),
            InvalidDataException => Unreadable(StatusCodes.Status400BadRequest), // a form over its limits
            _ => null,
        };
        if (problem is null)
        {
            logger.Failed(exception, code);
            return new ApiProblem(StatusCodes.Status500InternalServerError, "server_error",
                "Something went wrong here. It was logged under the support code.");
        }

        logger.Unreadable(code, problem.Status, exception.Message);
        return problem;
    }

    private static ApiProblem Unreadable(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new ApiProblem(status, "too_large", "The body is larger than is allowed here."),
        StatusCodes.Status415UnsupportedMediaType =>
            new ApiProblem(status, "unsupported_media_type", "The body's content type is not accepted here."),
        StatusCodes.Status408RequestTimeout => new ApiProblem(status, "timeout", "The request came too slowly."),
        _ => new ApiProblem(status, "bad_request", "The request cannot be read."),
    };

    private static ApiProblem Bare(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ApiProblem.Unauthorized("Sign in, then try again."),
        StatusCodes.Status403Forbidden => ApiProblem.Forbidden("You may not do this."),
        StatusCodes.Status404NotFound => ApiProblem.NotFound(),
        StatusCodes.Status429TooManyRequests => ApiProblem.TooManyRequests(),
        StatusCodes.Status405MethodNotAllowed => new ApiProblem(status, "method_not_allowed", "This method is not offered here."),
        StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status413PayloadTooLarge => Unreadable(status),
        _ => new ApiProblem(status, status < 500 ? "bad_request" : "server_error", ReasonPhrases.GetReasonPhrase(status) + "."),
    };

    // An endpoint that wrote a body, or said that there is none, has answered in its own words.
    private static bool IsBareRefusal(HttpResponse response) =>
        response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null }
        && response.HttpContext.Features.Get<RequestFault>() is null;

    private static bool IsContentHeader(string name) =>
        (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("Content-Security", StringComparison.OrdinalIgnoreCase))
        || name.Equals(HeaderNames.ETag, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.CacheControl, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase);

    private async Task AnswerAsync(HttpContext http, ApiProblem problem)
    {
        if (service.ErrorPage is { } page && IsPageRequest(http.Request))
            await ShowPageAsync(http, problem, page);
        else
            await problem.ExecuteAsync(http);
    }

    private static bool IsPageRequest(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    private async Task ShowPageAsync(HttpContext http, ApiProblem problem, string page)
    {
        var (path, method) = (http.Request.Path, http.Request.Method);
        http.Features.Set(new RequestFault(problem, path));
        http.SetEndpoint(null);
        http.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        http.Request.Path = page;
        http.Request.Method = HttpMethods.Get;
        http.Response.StatusCode = problem.Status;
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, ContentType: null }) await problem.ExecuteAsync(http); // there is no such page
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            logger.Failed(exception, SupportCode.Of(http));
            http.Response.Clear();
            await problem.ExecuteAsync(http);
        }
        finally
        {
            (http.Request.Path, http.Request.Method) = (path, method);
        }
    }
}

internal static class FaultHandling
{
    public static void UseFaults(this IApplicationBuilder app) => app.UseMiddleware<FaultMiddleware>();
}
