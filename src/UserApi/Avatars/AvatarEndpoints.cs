using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Requests;
using UserDirectory.Avatars;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Avatars;

/// <summary>The caller's own picture, and its removal by an administrator.</summary>
internal static class AvatarEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var own = v1.MapGroup("/users/avatar").RequirePerson();
        own.MapRead("", GetAsync).Describe(AvatarOperations.Get);
        own.MapPost("", PostAsync).WithMetadata(new RequestSizeLimitAttribute(AvatarForm.MaxBytes)).Describe(AvatarOperations.Post);
        own.MapDelete("", DeleteAsync).Describe(AvatarOperations.Delete);
        v1.MapDelete("/users/{id:guid}/avatar", DeleteOfAsync).RequirePermission(Permissions.UsersWrite).Describe(AvatarOperations.DeleteOf);
    }

    private static async Task<IResult> GetAsync(HttpContext http, UserProfiles profiles, CancellationToken cancellationToken) =>
        await profiles.FindAsync(CallerId(http), cancellationToken) is { } profile ? AvatarAnswer.Show(http, profile) : ApiProblem.NotFound();

    private static async Task<IResult> PostAsync(
        HttpContext http, UserAvatars avatars, PictureInbox inbox, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await AvatarForm.ReadAsync(http.Request, inbox, time, cancellationToken)).TryGet(out var picture, out var problem)) return problem;
        await using (picture)
        {
            var outcome = await avatars.ReplaceAsync(CallerId(http), picture, Caller.ActorOf(http), cancellationToken);
            return AvatarAnswer.Of(http, outcome, "The picture was changed.");
        }
    }

    private static Task<IResult> DeleteAsync(HttpContext http, UserAvatars avatars, CancellationToken cancellationToken) =>
        RemoveAsync(http, CallerId(http), avatars, cancellationToken);

    private static Task<IResult> DeleteOfAsync(HttpContext http, Guid id, UserAvatars avatars, CancellationToken cancellationToken) =>
        RemoveAsync(http, id, avatars, cancellationToken);

    private static async Task<IResult> RemoveAsync(HttpContext http, Guid userId, UserAvatars avatars, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        return AvatarAnswer.Of(
            http, await avatars.RemoveAsync(userId, version, Caller.ActorOf(http), cancellationToken), "There is no picture any more.");
    }

    private static Guid CallerId(HttpContext http) => Caller.Of(http.User)!.UserId!.Value;
}
