using OidcEngine.Sessions;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Sessions;
using UserApi.Requests;
using UserApi.SessionAdministration;
using UserDirectory.Sessions;

namespace UserApi.Sessions;

/// <summary>Where the caller is signed in, and signing out there.</summary>
internal static class OwnSessionsEndpoints
{
    private const string Absent = "You have no such session.";
    private static readonly HashSet<string> Known = ["page", "limit", "cursor"];

    public static void Map(RouteGroupBuilder v1)
    {
        var sessions = v1.MapGroup("/users/sessions").RequirePerson();
        sessions.MapRead("", ListAsync).Describe(OwnSessionsOperations.List);
        sessions.MapDelete("", DeleteOthersAsync).Describe(OwnSessionsOperations.DeleteOthers);
        sessions.MapRead("/{id:guid}", GetAsync).Describe(OwnSessionsOperations.Get);
        sessions.MapDelete("/{id:guid}", DeleteAsync).Describe(OwnSessionsOperations.Delete);
    }

    private static async Task<IResult> ListAsync(HttpContext http, SessionSearch search, SignedCursor cursors, CancellationToken cancellationToken)
    {
        const string Spelling = "own sessions";
        if (QueryText.Refuse(http.Request.Query, Known) is { } refused) return refused;
        if (!PageQuery.TryRead(http.Request.Query, out var page, out var problem)) return problem;
        var caller = Caller.Of(http.User)!;
        IdCursor? after = null;
        if (page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller.Key, Spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");

        var query = new SessionQuery { UserId = caller.UserId, Page = page.Page, Limit = page.Limit, After = after?.Id };
        var found = await search.FindAsync(query, cancellationToken);
        var next = found.Next is { } last ? cursors.Seal(new IdCursor(last), caller.Key, Spelling) : null;
        return ApiResults.Page<SessionResource>(
            [.. found.Items.Select(session => SessionMapping.ToResource(session, http.User))], page.Meta(found.Total, found.TotalCapped, next));
    }

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, SessionSearch search, CancellationToken cancellationToken) =>
        await search.FindAsync(id, cancellationToken) is { } session && session.UserId == Caller.PersonOf(http)
            ? ShownAnswer.Of(http, SessionMapping.ToResource(session, http.User))
            : ApiProblem.NotFound(Absent);

    private static async Task<IResult> DeleteAsync(HttpContext http, Guid id, UserSessions sessions, CancellationToken cancellationToken)
    {
        var reason = id == Current(http) ? SessionEndReason.SignedOut : SessionEndReason.EndedElsewhere;
        return await sessions.EndAsync(Caller.PersonOf(http), id, reason, Caller.ActorOf(http), cancellationToken)
            ? ApiResults.Done("You are signed out there.")
            : ApiProblem.NotFound(Absent);
    }

    private static async Task<IResult> DeleteOthersAsync(HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        var ended = await sessions.EndAllAsync(
            Caller.PersonOf(http), Current(http), SessionEndReason.EndedElsewhere, Caller.ActorOf(http), cancellationToken);
        return ApiResults.Ok(new EndedSessions { SessionsEnded = ended }, "You are signed out everywhere else.");
    }

    /// <summary>The session that the caller's token hangs from.</summary>
    private static Guid? Current(HttpContext http) => Guid.TryParseExact(http.User.FindFirst("sid")?.Value, "D", out var id) ? id : null;
}
