using OidcEngine.Clients;
using OidcEngine.Refusals;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.RefusedRequests;
using UserApi.Requests;
using UserDirectory.Refusals;
using UserDirectory.Roles;

namespace UserApi.RefusedRequests;

/// <summary>Why protocol requests were refused, for those who look after the apps.</summary>
internal static class RefusedRequestsEndpoint
{
    public static void Map(RouteGroupBuilder v1)
    {
        var requests = v1.MapGroup("/admin/requests").RequirePermission(Permissions.ClientsRead);
        requests.MapRead("", ListAsync).Describe(RefusedRequestOperations.List);
        requests.MapRead("/{code}", GetAsync).Describe(RefusedRequestOperations.Get);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, RefusalSearch search, IClientStore clients, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (!RefusedRequestListQuery.TryRead(http.Request.Query, out var list, out var problem)) return problem;
        var (caller, spelling) = (Caller.Of(http.User)!.Key, list.Spelling);
        IdCursor? after = null;
        if (list.Page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller, spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");

        var query = new RefusalQuery { ClientId = list.ClientId, Page = list.Page.Page, Limit = list.Page.Limit, After = after?.Id };
        var found = await search.FindAsync(query, cancellationToken);
        var next = found.Next is { } last ? cursors.Seal(new IdCursor(last), caller, spelling) : null;
        var shown = new List<RefusedRequestResource>(found.Items.Count);
        foreach (var refusal in found.Items) shown.Add(await ShowAsync(refusal, clients, cancellationToken));
        return ApiResults.Page<RefusedRequestResource>(shown, list.Page.Meta(found.Total, found.TotalCapped, next));
    }

    /// <summary>A code that is unknown, has expired or never was one: all the same answer.</summary>
    private static async Task<IResult> GetAsync(
        HttpContext http, string code, RefusalSearch search, IClientStore clients, CancellationToken cancellationToken) =>
        SupportCode.TryRead(code, out var spelled) && await search.FindAsync(spelled, cancellationToken) is { } refusal
            ? ShownAnswer.Of(http, await ShowAsync(refusal, clients, cancellationToken))
            : ApiProblem.NotFound("No refused request is known under this code. They are kept for a day.");

    private static async ValueTask<RefusedRequestResource> ShowAsync(
        KeptRefusal refusal, IClientStore clients, CancellationToken cancellationToken)
    {
        var request = refusal.Request;
        var reason = request.Error.Reason;
        var comparison = Comparison.Of(reason?.Expected, reason?.Received);
        var client = request.ClientId is { } clientId ? await clients.FindAsync(clientId, cancellationToken) : null;
        return new RefusedRequestResource
        {
            Code = request.SupportCode,
            OccurredAt = request.OccurredAt,
            ExpiresAt = refusal.ExpiresAt,
            Endpoint = request.Endpoint,
            ClientId = request.ClientId,
            ClientName = client?.ClientName,
            Error = request.Error.Code,
            ErrorDescription = request.Error.Description,
            Detail = request.Error.Detail,
            Rule = reason?.Rule,
            Clause = reason?.Clause,
            ClauseUrl = ClauseAddress.Of(reason?.Clause),
            Fix = reason?.Fix,
            Expected = comparison.Expected,
            Received = reason?.Received,
            FirstDifference = comparison.FirstDifference,
            Parameters = [.. request.Parameters.Select(Show)],
        };
    }

    private static RefusedParameter Show(ShownParameter parameter) =>
        new() { Name = parameter.Name, Value = parameter.Value, Length = parameter.Length };
}
