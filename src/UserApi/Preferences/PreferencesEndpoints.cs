using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;
using UserApi.Access;
using UserApi.Requests;
using UserDirectory.Preferences;

namespace UserApi.Preferences;

/// <summary>One JSON object for each person, in which apps keep what they like. It is given back as it came, and never looked into.</summary>
internal static class PreferencesEndpoints
{
    private const string Changed = "The preferences were changed.";

    public static void Map(RouteGroupBuilder v1)
    {
        var preferences = v1.MapGroup("/users/preferences").RequirePerson();
        preferences.MapRead("", GetAsync).Describe(PreferencesOperations.Get);
        preferences.MapPut("", PutAsync).Describe(PreferencesOperations.Put);
        preferences.MapPatch("", PatchAsync).Describe(PreferencesOperations.Patch);
    }

    private static async Task<IResult> GetAsync(HttpContext http, UserPreferences preferences, CancellationToken cancellationToken) =>
        PreferencesAnswer.Show(http, await preferences.FindAsync(Caller.PersonOf(http), PreferenceKinds.Apps, cancellationToken), Read);

    private static Task<IResult> PutAsync(HttpContext http, UserPreferences preferences, CancellationToken cancellationToken) =>
        ChangeAsync(http, preferences, (_, sent) => JsonObject.Create(sent)!, [JsonBody.Json], cancellationToken);

    // RFC 7396: laid over the document while nobody else changes it, so patches of different members at once all stay.
    private static Task<IResult> PatchAsync(HttpContext http, UserPreferences preferences, CancellationToken cancellationToken) =>
        ChangeAsync(
            http, preferences, (current, sent) => MergePatch.Apply(current, sent)!.AsObject(), [JsonBody.MergePatch, JsonBody.Json], cancellationToken);

    private static async Task<IResult> ChangeAsync(
        HttpContext http, UserPreferences preferences, Func<JsonObject, JsonElement, JsonObject> change, string[] types, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, types);
        if (!body.TryGet(out JsonElement sent, out problem)) return problem;
        if (sent.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();

        var outcome = await preferences.ChangeAsync(
            Caller.PersonOf(http), PreferenceKinds.Apps, current => change(current, sent), version, Caller.ActorOf(http), cancellationToken);
        return PreferencesAnswer.Of(http, outcome, Read, Changed);
    }

    private static JsonObject Read(PreferencesDocument document) => document.Content;
}
