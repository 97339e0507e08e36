using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ServiceDefaults.Json;

namespace ServiceDefaults.Problems;

/// <summary>The body of a refusal: RFC 9457's members and those of the envelope, so that a caller can read either.
/// Its type is <c>about:blank</c>, so the title is the status's own phrase (RFC 9457 §4.2.1); <c>error</c> tells cases apart.</summary>
public sealed record ProblemDocument
{
    public string Type { get; init; } = "about:blank";

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    public required string Instance { get; init; }

    public required string TraceId { get; init; }

    /// <summary>What a person tells the operator, who finds it in the log.</summary>
    public required string SupportCode { get; init; }

    public bool Success { get; init; }

    public required string Message { get; init; }

    public required string Error { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, ImmutableArray<string>>? Errors { get; init; }

    internal static async Task WriteAsync(HttpContext http, ApiProblem problem)
    {
        var document = new ProblemDocument
        {
            Title = ReasonPhrases.GetReasonPhrase(problem.Status),
            Status = problem.Status,
            Detail = problem.Detail,
            Instance = http.Request.PathBase + http.Request.Path,
            TraceId = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier,
            SupportCode = Problems.SupportCode.Of(http),
            Message = problem.Detail,
            Error = problem.Error,
            Errors = problem.Errors.IsEmpty ? null : problem.Errors,
        };
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "application/problem+json";
        if (problem.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (HttpMethods.IsHead(http.Request.Method)) return;
        await JsonSerializer.SerializeAsync(http.Response.Body, document, ApiJson.Options, http.RequestAborted);
    }
}
