using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Grants;
using UserApi.Requests;
using UserDirectory.Grants;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Grants;

/// <summary>What people allowed apps, for administrators, who may end grants of accounts that hold nothing they lack.</summary>
internal static class GrantsEndpoint
{
    private const string Absent = "There is no such grant.";

    public static void Map(RouteGroupBuilder v1)
    {
        var grants = v1.MapGroup("/admin/grants");
        grants.MapRead("", ListAsync).RequirePermission(Permissions.SessionsRead).Describe(GrantOperations.List);
        grants.MapRead("/{id:guid}", GetAsync).RequirePermission(Permissions.SessionsRead).Describe(GrantOperations.Get);
        grants.MapDelete("/{id:guid}", DeleteAsync).RequirePermission(Permissions.SessionsWrite).Describe(GrantOperations.Delete);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, GrantSearch search, UserProfiles profiles, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (!OwnedListQuery.TryRead(http.Request.Query, byClient: true, out var list, out var problem)) return problem;
        var (caller, spelling) = (Caller.Of(http.User)!.Key, list.Spelling("grants"));
        IdCursor? after = null;
        if (list.Page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller, spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");
        var (exists, owner) = await list.OwnerAsync(profiles, cancellationToken);
        if (!exists) return ApiResults.Page<GrantResource>([], list.Page.Meta(0, totalCapped: false, nextCursor: null));

        var query = new GrantQuery { UserId = owner, ClientId = list.ClientId, Page = list.Page.Page, Limit = list.Page.Limit, After = after?.Id };
        var found = await search.FindAsync(query, cancellationToken);
        var next = found.Next is { } last ? cursors.Seal(new IdCursor(last), caller, spelling) : null;
        return ApiResults.Page<GrantResource>([.. found.Items.Select(Show)], list.Page.Meta(found.Total, found.TotalCapped, next));
    }

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, GrantSearch search, CancellationToken cancellationToken) =>
        await search.FindAsync(id, cancellationToken) is { } grant ? ShownAnswer.Of(http, Show(grant)) : ApiProblem.NotFound(Absent);

    private static async Task<IResult> DeleteAsync(
        HttpContext http, Guid id, GrantSearch search, GrantRemoval removal, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        if (version is not null)
        {
            if (await search.FindAsync(id, cancellationToken) is not { } grant) return ApiProblem.NotFound(Absent);
            if (ShownAnswer.Version(Show(grant)) != version) return ApiProblem.PreconditionFailed();
        }

        return RemovalAnswer.Of(await removal.EndAsync(id, Caller.ActorOf(http), cancellationToken), "The grant was ended.", Absent);
    }

    private static GrantResource Show(LiveGrant grant) => new()
    {
        Id = grant.Id,
        UserId = grant.UserId,
        Username = grant.UserName,
        ClientId = grant.ClientId,
        ClientName = grant.ClientName,
        Scopes = grant.Scopes,
        SessionId = grant.SessionId,
        Offline = grant.OfflineAccess,
        CreatedAt = grant.CreatedAt,
        LastUsedAt = grant.LastUsedAt,
        ExpiresAt = grant.ExpiresAt,
    };
}
