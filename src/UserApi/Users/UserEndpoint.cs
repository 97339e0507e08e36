using System.Text.Json;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Users;
using UserApi.Profile;
using UserApi.Requests;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>One account, for administrators, by its id or its user name.</summary>
internal static class UserEndpoint
{
    private const int PatchAttempts = 32;

    public static void Map(RouteGroupBuilder v1)
    {
        var user = v1.MapGroup($"/users/{{user:{AccountSegment.Name}}}");
        user.MapRead("", GetAsync).RequirePermission(Permissions.UsersRead).Describe(UserOperations.Get);
        user.MapPut("", PutAsync).RequirePermission(Permissions.UsersWrite).Describe(UserOperations.Replace);
        user.MapPatch("", PatchAsync).RequirePermission(Permissions.UsersWrite).Describe(UserOperations.Patch);
        user.MapDelete("", DeleteAsync).RequirePermission(Permissions.UsersDelete).Describe(UserOperations.Delete);
    }

    private static async Task<IResult> GetAsync(
        HttpContext http, string user, UserProfiles profiles, CancellationToken cancellationToken) =>
        await profiles.FindByIdOrUserNameAsync(user, cancellationToken) is { } profile
            ? ProfileAnswer.Show(http, profile)
            : NamedUser.Absent();

    private static async Task<IResult> PutAsync(
        HttpContext http, string user, UserProfiles profiles, AccountEditing accounts, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet(out JsonElement sent, out problem)) return problem;
        if (await profiles.FindByIdOrUserNameAsync(user, cancellationToken) is not { } current) return NamedUser.Absent();
        if (version is not null && version != current.Version) return ApiProblem.PreconditionFailed();
        if (!ResourceDocument.TryReplace(sent, ProfileMapping.ToResource(http, current), out WritableUser? update, out problem)) return problem;

        return Answer(http, await accounts.UpdateAsync(
            current.Id, UserMapping.ToChange(update), version, Caller.ActorOf(http), cancellationToken));
    }

    // As with one's own profile: a patch is laid over what was read, so it is written only onto that.
    private static async Task<IResult> PatchAsync(
        HttpContext http, string user, UserProfiles profiles, AccountEditing accounts, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.MergePatch, JsonBody.Json);
        if (!body.TryGet(out JsonElement sent, out problem)) return problem;

        for (var attempt = 0; attempt < PatchAttempts; attempt++)
        {
            if (await profiles.FindByIdOrUserNameAsync(user, cancellationToken) is not { } current) return NamedUser.Absent();
            if (version is not null && version != current.Version) return ApiProblem.PreconditionFailed();
            if (!ResourceDocument.TryPatch(sent, ProfileMapping.ToResource(http, current), out WritableUser? update, out problem)) return problem;
            if (!sent.TryGetProperty("email_verified", out _)) update = update with { EmailVerified = null }; // it is that of the old address

            var outcome = await accounts.UpdateAsync(
                current.Id, UserMapping.ToChange(update), current.Version, Caller.ActorOf(http), cancellationToken);
            if (outcome is not AccountUpdate.Stale || version is not null) return Answer(http, outcome);
        }

        return ApiProblem.Unavailable(TimeSpan.FromSeconds(1));
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string user, UserProfiles profiles, AccountActs acts, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out problem)) return problem;
        return await AccountActEndpoints.AnswerAsync(
            http, id, await acts.DeleteAsync(id, version, Caller.ActorOf(http), cancellationToken), "The account is to be erased.", cancellationToken);
    }

    private static IResult Answer(HttpContext http, AccountUpdate outcome) => outcome switch
    {
        AccountUpdate.Updated(var profile) => ProfileAnswer.Changed(http, profile, "The account was changed."),
        AccountUpdate.Invalid(var errors) => BrokenRules.ToProblem(errors),
        AccountUpdate.Forbidden(var permission) => EscalationRefusal.OfAccount(permission),
        AccountUpdate.UserNameTaken => AccountRefusal.Taken("username"),
        AccountUpdate.EmailTaken => AccountRefusal.Taken("email"),
        AccountUpdate.Stale => ApiProblem.PreconditionFailed(),
        _ => NamedUser.Absent(),
    };
}
