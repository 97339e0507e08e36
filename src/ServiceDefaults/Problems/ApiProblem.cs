using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Problems;

/// <summary>A refusal as a value: what the caller gets as <c>application/problem+json</c> (RFC 9457).
/// It is itself the endpoint's result.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">A stable code in snake_case, for programs.</param>
/// <param name="Detail">A sentence for people. It never holds a secret.</param>
public sealed record ApiProblem(int Status, string Error, string Detail) : IResult, IStatusCodeHttpResult
{
    /// <summary>What is wrong with which member of the request.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Errors { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Sent as <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    public static ApiProblem BadRequest(string error, string detail) => new(StatusCodes.Status400BadRequest, error, detail);

    public static ApiProblem Unauthorized(string detail) => new(StatusCodes.Status401Unauthorized, "unauthorized", detail);

    public static ApiProblem Forbidden(string detail) => new(StatusCodes.Status403Forbidden, "forbidden", detail);

    /// <summary>Also the answer for what exists but belongs to somebody else.</summary>
    public static ApiProblem NotFound(string detail = "There is nothing here.") => new(StatusCodes.Status404NotFound, "not_found", detail);

    public static ApiProblem Conflict(string error, string detail) => new(StatusCodes.Status409Conflict, error, detail);

    public static ApiProblem PreconditionFailed() => new(
        StatusCodes.Status412PreconditionFailed, "precondition_failed", "It was changed since you read it: read it again.");

    /// <param name="retryAfter">Null when the response says it already.</param>
    public static ApiProblem TooManyRequests(TimeSpan? retryAfter = null) =>
        new(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests: wait, then try again.")
        {
            RetryAfter = retryAfter,
        };

    public static ApiProblem Unavailable(TimeSpan retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable", "Too busy at the moment: try again.")
        {
            RetryAfter = retryAfter,
        };

    /// <summary>One member of the request is wrong.</summary>
    public static ApiProblem Invalid(string member, string reason) => Invalid([(member, reason)]);

    /// <summary>Several members of the request are wrong; one may be named more than once.</summary>
    public static ApiProblem Invalid(IEnumerable<(string Member, string Reason)> faults)
    {
        var errors = faults.GroupBy(fault => fault.Member, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                group => group.Key, group => group.Select(fault => fault.Reason).ToImmutableArray(), StringComparer.Ordinal);
        return BadRequest("validation_failed", $"The request is wrong in: {string.Join(", ", errors.Keys)}.") with { Errors = errors };
    }

    public Task ExecuteAsync(HttpContext httpContext) => ProblemDocument.WriteAsync(httpContext, this);
}
