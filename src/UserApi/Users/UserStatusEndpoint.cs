using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Documentation;
using UserApi.Profile;
using UserDirectory.Audit;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>Suspends an account, which ends all its sessions and grants, and takes it back. Nobody does so to an account that holds a
/// permission that they lack, or to the last administrator.</summary>
internal static class UserStatusEndpoint
{
    public static void Map(RouteGroupBuilder v1)
    {
        var users = v1.MapGroup("/admin/users/{id:guid}").RequirePermission(Permissions.UsersWrite);
        users.MapPost("/suspend", SuspendAsync).Describe(UserOperations.Suspend);
        users.MapPost("/activate", ActivateAsync).Describe(UserOperations.Activate);
    }

    private static Task<IResult> SuspendAsync(
        HttpContext http, Guid id, UserStatusChange change, UserProfiles profiles, PermissionLookup permissions, CancellationToken cancellationToken) =>
        ChangeAsync(http, id, change.SuspendAsync, profiles, permissions, cancellationToken);

    private static Task<IResult> ActivateAsync(
        HttpContext http, Guid id, UserStatusChange change, UserProfiles profiles, PermissionLookup permissions, CancellationToken cancellationToken) =>
        ChangeAsync(http, id, change.ActivateAsync, profiles, permissions, cancellationToken);

    private static async Task<IResult> ChangeAsync(
        HttpContext http,
        Guid id,
        Func<Guid, Actor, CancellationToken, Task<StatusChangeOutcome>> changeAsync,
        UserProfiles profiles,
        PermissionLookup permissions,
        CancellationToken cancellationToken)
    {
        var callers = await Caller.Of(http.User)!.PermissionsAsync(permissions, cancellationToken);
        if (!callers.IsSupersetOf(await permissions.OfUserAsync(id, cancellationToken)))
            return new ApiProblem(StatusCodes.Status403Forbidden, "insufficient_permission", "This account holds a permission that you lack.");

        return await changeAsync(id, Caller.ActorOf(http), cancellationToken) switch
        {
            StatusChangeOutcome.Changed => ProfileAnswer.Show(http, (await profiles.FindAsync(id, cancellationToken))!),
            StatusChangeOutcome.LastAdmin => ApiProblem.Conflict("last_admin", "This is the last administrator: make another one first."),
            StatusChangeOutcome.Unchanged => ApiProblem.Conflict("status_unchanged", "The account is not in a status from which this is possible."),
            _ => ApiProblem.NotFound("There is no such account."),
        };
    }
}
