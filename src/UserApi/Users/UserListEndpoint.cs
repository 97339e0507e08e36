using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Paging;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Users;
using UserApi.Profile;
using UserApi.Requests;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>The list of accounts, searched, filtered and paged, for administrators.</summary>
internal static class UserListEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/users", GetAsync).RequirePermission(Permissions.UsersRead).Describe(UserOperations.List);

    private static async Task<IResult> GetAsync(
        HttpContext http, UserSearch search, SignedCursor cursors, CancellationToken cancellationToken)
    {
        if (!UserListQuery.TryRead(http.Request.Query, out var list, out var problem)) return problem;
        var caller = Caller.Of(http.User)!.Key;
        UserCursor? after = null;
        if (list.Page.Cursor is { } cursor && !cursors.TryOpen(cursor, caller, list.Spelling, out after))
            return ApiProblem.Invalid("cursor", "It does not belong to this list: begin again without it.");

        var found = await search.FindAsync(list.Filter with { After = after }, cancellationToken);
        var next = found.Next is { } position ? cursors.Seal(position, caller, list.Spelling) : null;
        return ApiResults.Page<UserSummary>([.. found.Items.Select(user => Summarise(http, user))], list.Page.Meta(found.Total, found.TotalCapped, next));
    }

    private static UserSummary Summarise(HttpContext http, UserProfile user) => new()
    {
        Id = user.Id,
        Username = user.UserName,
        Email = user.Email,
        EmailVerified = user.EmailVerified,
        Name = user.Name,
        Picture = ProfileMapping.PictureOf(http, user),
        Status = user.Status,
        Roles = user.Roles,
        CreatedAt = user.CreatedAt,
        UpdatedAt = user.UpdatedAt,
        LastSignInAt = user.LastSignInAt,
    };
}
