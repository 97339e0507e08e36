using System.Text.Json.Nodes;
using UserDirectory.Audit;

namespace UserDirectory.Preferences;

/// <summary>What the trail tells of a change: the members at the top that differ, before and after.</summary>
internal static class PreferencesAudit
{
    public static AuditEntry Entry(string kind, Actor actor, Guid userId, JsonObject old, JsonObject changed)
    {
        var (before, after) = (new JsonObject(), new JsonObject());
        foreach (var name in old.Select(member => member.Key).Union(changed.Select(member => member.Key)))
        {
            if (old.ContainsKey(name) == changed.ContainsKey(name) && JsonNode.DeepEquals(old[name], changed[name])) continue;
            if (old.TryGetPropertyValue(name, out var was)) before[name] = Shown(was);
            if (changed.TryGetPropertyValue(name, out var becomes)) after[name] = Shown(becomes);
        }

        var action = kind == PreferenceKinds.Notifications ? "user.notification_preferences_changed" : "user.preferences_changed";
        return AuditEntry.OnUser(action, actor, userId) with { OldValues = before, NewValues = after };
    }

    // What has members of its own becomes text: however deep it is, the trail stays shallow enough to be shown.
    private static JsonNode? Shown(JsonNode? value) => value is JsonValue or null ? value?.DeepClone() : value.ToJsonString();
}
