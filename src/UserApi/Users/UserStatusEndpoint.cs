using ServiceDefaults.Documentation;
using UserApi.Access;
using UserApi.Profile;
using UserDirectory.Audit;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>Suspends an account, which ends all its sessions and grants, and takes it back.</summary>
internal static class UserStatusEndpoint
{
    public static void Map(RouteGroupBuilder v1)
    {
        var users = v1.MapGroup("/admin/users/{user}").RequirePermission(Permissions.UsersWrite);
        users.MapPost("/suspend", SuspendAsync).Describe(AccountActOperations.Suspend);
        users.MapPost("/activate", ActivateAsync).Describe(AccountActOperations.Activate);
    }

    private static Task<IResult> SuspendAsync(
        HttpContext http, string user, UserStatusChange change, UserProfiles profiles, CancellationToken cancellationToken) =>
        ChangeAsync(http, user, change.SuspendAsync, profiles, cancellationToken);

    private static Task<IResult> ActivateAsync(
        HttpContext http, string user, UserStatusChange change, UserProfiles profiles, CancellationToken cancellationToken) =>
        ChangeAsync(http, user, change.ActivateAsync, profiles, cancellationToken);

    private static async Task<IResult> ChangeAsync(
        HttpContext http,
        string user,
        Func<Guid, Actor, CancellationToken, Task<StatusChangeOutcome>> changeAsync,
        UserProfiles profiles,
        CancellationToken cancellationToken)
    {
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out var problem)) return problem;
        return await changeAsync(id, Caller.ActorOf(http), cancellationToken) switch
        {
            StatusChangeOutcome.Changed => ProfileAnswer.Changed(
                http, (await profiles.FindAsync(id, cancellationToken))!, "The status was changed."),
            StatusChangeOutcome.Forbidden(var permission) => EscalationRefusal.OfAccount(permission),
            StatusChangeOutcome.OwnAccount => AccountRefusal.OwnAccount(),
            StatusChangeOutcome.LastAdmin => AccountRefusal.LastAdmin(),
            StatusChangeOutcome.Unchanged => AccountRefusal.StatusUnchanged(),
            _ => NamedUser.Absent(),
        };
    }
}
