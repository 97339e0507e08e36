using Microsoft.Net.Http.Headers;
using ServiceDefaults.Problems;

namespace UserApi.Requests;

/// <summary>What holds for every answer under <c>/v1</c>: nobody keeps it, and it differs by caller and origin;
/// OPTIONS tells the methods; who accepts no JSON is told so.</summary>
internal static class AnswerRules
{
    private static readonly ApiProblem NotAcceptable =
        new(StatusCodes.Status406NotAcceptable, "not_acceptable", $"Answers here are {JsonBody.Json}.");

    public static void UseAnswerRules(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/v1"))
        {
            await next(http);
            return;
        }

        http.Response.OnStarting(static response =>
        {
            Mark((HttpResponse)response);
            return Task.CompletedTask;
        }, http.Response);
        if (!AcceptsJson(http.Request))
        {
            await NotAcceptable.ExecuteAsync(http);
            return;
        }

        await next(http);
        if (HttpMethods.IsOptions(http.Request.Method)) TellMethods(http.Response);
    });

    private static void Mark(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Authorization);
        if (response.StatusCode == StatusCodes.Status415UnsupportedMediaType && HttpMethods.IsPatch(response.HttpContext.Request.Method))
            headers["Accept-Patch"] = $"{JsonBody.MergePatch}, {JsonBody.Json}"; // RFC 5789 §2.2
    }

    // RFC 9110 §9.3.7. Routing has found the methods of this path.
    private static void TellMethods(HttpResponse response)
    {
        if (response.HasStarted || response.StatusCode != StatusCodes.Status405MethodNotAllowed) return;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Allow = response.Headers.Allow + ", OPTIONS";
    }

    private static bool AcceptsJson(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(range => range.Quality is not 0 && Matches(range));
    }

    private static bool Matches(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes
        || (range.MatchesAllSubTypes && range.Type.Equals("application", StringComparison.OrdinalIgnoreCase))
        || range.MediaType.Equals(JsonBody.Json, StringComparison.OrdinalIgnoreCase)
        || range.MediaType.Equals("application/problem+json", StringComparison.OrdinalIgnoreCase);
}
