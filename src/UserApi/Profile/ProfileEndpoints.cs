using System.Text.Json;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.Profile;
using UserApi.Requests;
using UserDirectory.Users;

namespace UserApi.Profile;

/// <summary>The caller's own profile, which nobody else can name: it is always that of the token's <c>sub</c>.</summary>
internal static class ProfileEndpoints
{
    private const int PatchAttempts = 32;

    public static void Map(RouteGroupBuilder v1)
    {
        Map(v1.MapGroup("/users/profile").RequirePerson(), "");
        Map(v1.MapGroup("/users/me").RequirePerson(), "OfMe");
    }

    private static void Map(RouteGroupBuilder profile, string suffix)
    {
        profile.MapRead("", GetAsync).Describe(ProfileOperations.Get, suffix);
        profile.MapPut("", PutAsync).Describe(ProfileOperations.Put, suffix);
        profile.MapPatch("", PatchAsync).Describe(ProfileOperations.Patch, suffix);
    }

    private static async Task<IResult> GetAsync(HttpContext http, UserProfiles profiles, CancellationToken cancellationToken) =>
        await profiles.FindAsync(CallerId(http), cancellationToken) is { } profile
            ? ProfileAnswer.Show(http, profile)
            : ApiProblem.NotFound();

    private static async Task<IResult> PutAsync(HttpContext http, UserProfiles profiles, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet(out JsonElement sent, out problem)) return problem;
        if (await profiles.FindAsync(CallerId(http), cancellationToken) is not { } current) return ApiProblem.NotFound();
        if (version is not null && version != current.Version) return ApiProblem.PreconditionFailed();
        if (!ResourceDocument.TryReplace(sent, ProfileMapping.ToResource(http, current), out WritableProfile? update, out problem)) return problem;

        return ProfileAnswer.Of(http, await profiles.UpdateAsync(
            current.Id, ProfileMapping.ToChange(update), version, Caller.ActorOf(http), cancellationToken));
    }

    // A patch is laid over what was read, so it is written only onto that: otherwise two patches of different members
    // would undo each other. Without If-Match a patch that came too late is laid over the newer state.
    private static async Task<IResult> PatchAsync(HttpContext http, UserProfiles profiles, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.MergePatch, JsonBody.Json);
        if (!body.TryGet(out JsonElement sent, out problem)) return problem;

        for (var attempt = 0; attempt < PatchAttempts; attempt++)
        {
            if (await profiles.FindAsync(CallerId(http), cancellationToken) is not { } current) return ApiProblem.NotFound();
            if (version is not null && version != current.Version) return ApiProblem.PreconditionFailed();
            if (!ResourceDocument.TryPatch(sent, ProfileMapping.ToResource(http, current), out WritableProfile? update, out problem)) return problem;

            var outcome = await profiles.UpdateAsync(
                current.Id, ProfileMapping.ToChange(update), current.Version, Caller.ActorOf(http), cancellationToken);
            if (outcome is not ProfileUpdate.Stale || version is not null) return ProfileAnswer.Of(http, outcome);
        }

        return ApiProblem.Unavailable(TimeSpan.FromSeconds(1));
    }

    private static Guid CallerId(HttpContext http) => Caller.Of(http.User)!.UserId!.Value;
}
