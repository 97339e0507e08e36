using System.Text.Json;
using ServiceDefaults.Concurrency;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserApi.Contracts.NotificationPreferences;
using UserApi.Preferences;
using UserApi.Requests;
using UserDirectory.Preferences;

namespace UserApi.NotificationPreferences;

/// <summary>What a person wants to be told, and by which channels. Mails that may mean that somebody else is in the account cannot be
/// turned off: whoever is in it would.</summary>
internal static class NotificationPreferencesEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var preferences = v1.MapGroup("/users/notification-preferences").RequirePerson();
        preferences.MapRead("", GetAsync).Describe(NotificationPreferencesOperations.Get);
        preferences.MapPut("", PutAsync).Describe(NotificationPreferencesOperations.Put);
    }

    private static async Task<IResult> GetAsync(HttpContext http, UserPreferences preferences, CancellationToken cancellationToken) =>
        PreferencesAnswer.Show(http, await preferences.FindAsync(Caller.PersonOf(http), PreferenceKinds.Notifications, cancellationToken), Read);

    private static async Task<IResult> PutAsync(HttpContext http, UserPreferences preferences, CancellationToken cancellationToken)
    {
        if (!ETags.TryReadIfMatch(http.Request, out var version, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<NotificationChoices>(out var choices, out problem)) return problem;
        if (!choices.Email.Security) return ApiProblem.Invalid("email.security", "Mails about the account's security cannot be turned off.");

        var wanted = JsonSerializer.SerializeToNode(choices, ApiJson.Options)!.AsObject();
        var outcome = await preferences.ChangeAsync(
            Caller.PersonOf(http), PreferenceKinds.Notifications, _ => wanted, version, Caller.ActorOf(http), cancellationToken);
        return PreferencesAnswer.Of(http, outcome, Read, "The choices were changed.");
    }

    private static NotificationChoices Read(PreferencesDocument document) => document.Content.Deserialize<NotificationChoices>(ApiJson.Options)!;
}
