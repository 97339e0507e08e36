using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Sessions;
using UserApi.Profile;
using UserDirectory.Audit;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>Unlocks an account, signs its person out everywhere, and takes its deletion back.</summary>
internal static class AccountActEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var users = v1.MapGroup("/admin/users/{user}");
        users.MapPost("/unlock", UnlockAsync).RequirePermission(Permissions.UsersWrite).Describe(AccountActOperations.Unlock);
        users.MapPost("/revoke-sessions", EndSessionsAsync).RequirePermission(Permissions.UsersWrite).Describe(AccountActOperations.EndSessions);
        users.MapPost("/reset-mfa", ResetSecondFactorsAsync).RequirePermission(Permissions.UsersWrite).Describe(AccountActOperations.ResetSecondFactors);
        users.MapPost("/restore", RestoreAsync).RequirePermission(Permissions.UsersDelete).Describe(AccountActOperations.Restore);
    }

    /// <summary>The account as it is now, or why the act was refused.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpContext http, Guid id, AccountAct outcome, string message, CancellationToken cancellationToken)
    {
        if (Refuse(outcome) is { } refused) return refused;
        var profiles = http.RequestServices.GetRequiredService<UserProfiles>();
        return await profiles.FindAsync(id, cancellationToken) is { } profile ? ProfileAnswer.Changed(http, profile, message) : NamedUser.Absent();
    }

    private static Task<IResult> UnlockAsync(
        HttpContext http, string user, UserProfiles profiles, AccountActs acts, CancellationToken cancellationToken) =>
        ActAsync(http, user, profiles, acts.UnlockAsync, "Failed sign-ins are forgiven.", cancellationToken);

    private static Task<IResult> ResetSecondFactorsAsync(
        HttpContext http, string user, UserProfiles profiles, AccountActs acts, CancellationToken cancellationToken) =>
        ActAsync(http, user, profiles, acts.ResetSecondFactorsAsync, "The second factors are removed.", cancellationToken);

    private static Task<IResult> RestoreAsync(
        HttpContext http, string user, UserProfiles profiles, AccountActs acts, CancellationToken cancellationToken) =>
        ActAsync(http, user, profiles, acts.RestoreAsync, "The account is kept.", cancellationToken);

    private static async Task<IResult> ActAsync(
        HttpContext http,
        string user,
        UserProfiles profiles,
        Func<Guid, Actor, CancellationToken, Task<AccountAct>> actAsync,
        string message,
        CancellationToken cancellationToken)
    {
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out var problem)) return problem;
        return await AnswerAsync(http, id, await actAsync(id, Caller.ActorOf(http), cancellationToken), message, cancellationToken);
    }

    private static async Task<IResult> EndSessionsAsync(
        HttpContext http, string user, UserProfiles profiles, AccountActs acts, CancellationToken cancellationToken)
    {
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out var problem)) return problem;
        return await acts.EndSessionsAsync(id, Caller.ActorOf(http), cancellationToken) is var outcome && outcome is AccountAct.Done(var count)
            ? ApiResults.Ok(new EndedSessions { SessionsEnded = count }, "The person is signed out everywhere.")
            : Refuse(outcome)!;
    }

    private static ApiProblem? Refuse(AccountAct outcome) => outcome switch
    {
        AccountAct.Done => null,
        AccountAct.Forbidden(var permission) => EscalationRefusal.OfAccount(permission),
        AccountAct.OwnAccount => AccountRefusal.OwnAccount(),
        AccountAct.LastAdmin => AccountRefusal.LastAdmin(),
        AccountAct.Unchanged => AccountRefusal.StatusUnchanged(),
        AccountAct.Stale => ApiProblem.PreconditionFailed(),
        _ => NamedUser.Absent(),
    };
}
