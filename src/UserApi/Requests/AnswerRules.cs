using Microsoft.Net.Http.Headers;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;

namespace UserApi.Requests;

/// <summary>What holds for every answer under <c>/v1</c>: nobody keeps it unless its endpoint is <see cref="PublicAnswer"/>, and it
/// differs by caller and origin; OPTIONS tells the methods; who accepts nothing that the call can answer is told so.</summary>
internal static class AnswerRules
{
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
        await next(http);
        if (HttpMethods.IsOptions(http.Request.Method)) TellMethods(http.Response);
    });

    /// <summary>Refuses with 406 who accepts nothing that the call answers with (RFC 9110 §12.5.1). It belongs after routing.</summary>
    public static void UseAcceptRules(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!http.Request.Path.StartsWithSegments("/v1")) return next(http);
        var answers = http.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.AnswerTypes ?? [JsonBody.Json];
        return Accepts(http.Request, answers)
            ? next(http)
            : new ApiProblem(StatusCodes.Status406NotAcceptable, "not_acceptable", $"Answers here are {string.Join(", ", answers)}.")
                .ExecuteAsync(http);
    });

    private static void Mark(HttpResponse response)
    {
        var headers = response.Headers;
        if (!IsPublic(response))
        {
            headers.CacheControl = "no-store";
            headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Authorization);
        }

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

    private static bool IsPublic(HttpResponse response) =>
        response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified
        && response.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PublicAnswer>() is not null;

    // Who accepts JSON alone may still call for a file: what is refused is told in JSON.
    private static bool Accepts(HttpRequest request, IReadOnlyList<string> answers)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(range =>
            range.Quality is not 0 && Matches(range, [.. answers, JsonBody.Json, "application/problem+json"]));
    }

    private static bool Matches(MediaTypeHeaderValue range, IReadOnlyList<string> answers) =>
        range.MatchesAllTypes || answers.Any(answer => range.MatchesAllSubTypes
            ? answer.StartsWith(range.Type + "/", StringComparison.OrdinalIgnoreCase)
            : range.MediaType.Equals(answer, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Says of an endpoint that its answers are for everybody, and that it tells itself how long they may be kept.</summary>
internal sealed class PublicAnswer;
