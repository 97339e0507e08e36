using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Sessions;
using UserApi.Requests;
using UserDirectory.Roles;
using UserDirectory.Sessions;
using UserDirectory.Users;

namespace UserApi.SessionAdministration;

/// <summary>Where people are signed in, for administrators, who may end sessions of accounts that hold nothing they lack.</summary>
internal static class SessionsEndpoint
{
    private const string Absent = "There is no such session.";

    public static void Map(RouteGroupBuilder v1)
    {
        var sessions = v1.MapGroup("/admin/sessions");
        sessions.MapRead("", ListAsync).RequirePermission(Permissions.SessionsRead).Describe(SessionOperations.List);
        sessions.MapRead("/{id:guid}", GetAsync).RequirePermission(Permissions.SessionsRead).Describe(SessionOperations.Get);
        sessions.MapDelete("/{id:guid}", DeleteAsync).RequirePermission(Permissions.SessionsWrite).Describe(SessionOperations.Delete);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, SessionSearch search, UserProfiles profiles, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (!OwnedListQuery.TryRead(http.Request.Query, byClient: false, out var list, out var problem)) return problem;
        var (caller, spelling) = (Caller.Of(http.User)!.Key, list.Spelling("sessions"));
        IdCursor? after = null;
        if (list.Page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller, spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");
        var (exists, owner) = await list.OwnerAsync(profiles, cancellationToken);
        if (!exists) return ApiResults.Page<SessionResource>([], list.Page.Meta(0, totalCapped: false, nextCursor: null));

        var found = await search.FindAsync(
            new SessionQuery { UserId = owner, Page = list.Page.Page, Limit = list.Page.Limit, After = after?.Id }, cancellationToken);
        var next = found.Next is { } last ? cursors.Seal(new IdCursor(last), caller, spelling) : null;
        return ApiResults.Page<SessionResource>(
            [.. found.Items.Select(session => SessionMapping.ToResource(session, http.User))], list.Page.Meta(found.Total, found.TotalCapped, next));
    }

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, SessionSearch search, CancellationToken cancellationToken) =>
        await search.FindAsync(id, cancellationToken) is { } session
            ? ShownAnswer.Of(http, SessionMapping.ToResource(session, http.User))
            : ApiProblem.NotFound(Absent);

    private static async Task<IResult> DeleteAsync(
        HttpContext http, Guid id, SessionSearch search, SessionRemoval removal, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        if (version is not null)
        {
            if (await search.FindAsync(id, cancellationToken) is not { } session) return ApiProblem.NotFound(Absent);
            if (ShownAnswer.Version(SessionMapping.ToResource(session, http.User)) != version) return ApiProblem.PreconditionFailed();
        }

        return RemovalAnswer.Of(await removal.EndAsync(id, Caller.ActorOf(http), cancellationToken), "The session was ended.", Absent);
    }
}
