using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Documentation;

/// <summary>Puts an <see cref="Operation"/> on its endpoint.</summary>
public static class DescribedEndpoints
{
    private const string Problem = "application/problem+json";

    /// <summary>What any call may be answered besides its own refusals.</summary>
    public static IReadOnlyDictionary<int, string> CommonRefusals { get; } = new Dictionary<int, string>
    {
        [StatusCodes.Status400BadRequest] = "The request is malformed or breaks a rule; `errors` names each member.",
        [StatusCodes.Status405MethodNotAllowed] = "The path does not offer this method; `Allow` lists those it does.",
        [StatusCodes.Status406NotAcceptable] = "The caller accepts no JSON.",
        [StatusCodes.Status429TooManyRequests] = "Too many requests; `Retry-After` says when to come back.",
        [StatusCodes.Status500InternalServerError] = "A fault of ours; `support_code` is what the operator needs.",
        [StatusCodes.Status503ServiceUnavailable] = "Too busy at the moment; `Retry-After` says when to come back.",
    };

    /// <summary>What any call with a token may be answered.</summary>
    public static IReadOnlyDictionary<int, string> TokenRefusals { get; } = new Dictionary<int, string>
    {
        [StatusCodes.Status401Unauthorized] = "No access token, or one that is refused; `WWW-Authenticate` says why (RFC 6750 §3).",
        [StatusCodes.Status403Forbidden] =
            "`insufficient_scope`, `insufficient_permission`, or `person_required` for a token without a person.",
    };

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="operation">What the reference tells about it.</param>
    /// <param name="idSuffix">Makes the id of an alias another one.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, Operation operation, string idSuffix = "")
    {
        endpoint.WithName(operation.Id + idSuffix).WithSummary(operation.Summary).WithDescription(operation.Description)
            .WithTags(operation.Group).WithMetadata(operation)
            .Produces(operation.Status, operation.Answer, operation.AnswerTypes[0], [.. operation.AnswerTypes.Skip(1)]);
        if (operation.Body is not null)
            endpoint.Accepts(operation.Body, operation.BodyTypes[0], [.. operation.BodyTypes.Skip(1)]);
        if (operation.AnswersNotModified) endpoint.Produces(StatusCodes.Status304NotModified);
        foreach (var status in RefusalsOf(operation).Keys)
            endpoint.Produces<ProblemDocument>(status, Problem);
        return endpoint;
    }

    public static IReadOnlyDictionary<int, string> RefusalsOf(Operation operation)
    {
        var all = new SortedDictionary<int, string>(CommonRefusals.ToDictionary());
        if (operation.Scope is not null)
            foreach (var (status, text) in TokenRefusals) all[status] = text;
        foreach (var (status, text) in operation.Refusals) all[status] = text;
        return all;
    }
}
