using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Account;
using UserDirectory.Deletion;
using UserDirectory.Users;

namespace UserApi.Account;

/// <summary>Deletes the caller's own account, with a grace in which signing in offers to keep it.</summary>
internal static class AccountDeletionEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapDelete("/users/account", DeleteAsync).RequirePerson().Describe(AccountOperations.Delete);

    private static async Task<IResult> DeleteAsync(
        HttpContext http, AccountDeletion deletion, UserProfiles profiles, TimeProvider time, CancellationToken cancellationToken)
    {
        if (RecentSignIn.Missing(http, time.GetUtcNow()) is { } challenge) return challenge;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<DeleteAccount>(out var sent, out var problem)) return problem;
        if (await profiles.FindAsync(Caller.PersonOf(http), cancellationToken) is not { } profile) return ApiProblem.NotFound();
        if (sent.Confirm != profile.UserName) return ApiProblem.Invalid("confirm", "It must be your own user name.");

        return await deletion.RequestAsync(profile.Id, Caller.ActorOf(http), cancellationToken) switch
        {
            DeletionOutcome.Requested(var purgeAfter) => ApiResults.Ok(
                new PendingDeletion { Status = UserStatus.PendingDeletion, PurgeAfter = purgeAfter },
                "The account will be deleted. Until then you can keep it by signing in."),
            DeletionOutcome.AlreadyRequested => ApiProblem.Conflict("deletion_pending", "The deletion of this account was asked for before."),
            DeletionOutcome.LastAdmin => ApiProblem.Conflict("last_admin", "You are the last administrator: make another one first."),
            _ => ApiProblem.NotFound(),
        };
    }
}
