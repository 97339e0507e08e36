using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Contracts.Profile;
using UserApi.Requests;

namespace UserApi.Profile;

/// <summary>A profile as a caller sends it. Members that may be set are taken, members that are only shown must have the value
/// that they have, so that what was read can be put back, and any other member is refused by its name.</summary>
internal static class ProfileDocument
{
    private static readonly FrozenSet<string> Writable = MembersOf<WritableProfile>();
    private static readonly FrozenSet<string> Shown = MembersOf<UserProfileResource>();

    /// <summary>PUT: what is absent is cleared.</summary>
    public static bool TryReplace(
        JsonElement sent, UserProfileResource current,
        [NotNullWhen(true)] out WritableProfile? update, [NotNullWhen(false)] out ApiProblem? problem)
    {
        update = null;
        problem = Refuse(sent, ToJson(current));
        return problem is null && TryRead(WritableOf(sent), out update, out problem);
    }

    /// <summary>PATCH (RFC 7396): what is absent stays.</summary>
    public static bool TryPatch(
        JsonElement sent, UserProfileResource current,
        [NotNullWhen(true)] out WritableProfile? update, [NotNullWhen(false)] out ApiProblem? problem)
    {
        update = null;
        var shown = ToJson(current);
        problem = Refuse(sent, shown);
        if (problem is not null) return false;
        var merged = MergePatch.Apply(WritableOf(shown), JsonSerializer.SerializeToElement(WritableOf(sent)));
        return TryRead(merged!.AsObject(), out update, out problem);
    }

    private static ApiProblem? Refuse(JsonElement sent, JsonElement current)
    {
        if (sent.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        var faults = sent.EnumerateObject()
            .Select(member => (member.Name, Fault: Fault(member, current)))
            .Where(one => one.Fault is not null)
            .Select(one => (one.Name, one.Fault!))
            .ToArray();
        return faults.Length == 0 ? null : ApiProblem.Invalid(faults);
    }

    private static string? Fault(JsonProperty member, JsonElement current)
    {
        if (Writable.Contains(member.Name)) return null;
        if (!Shown.Contains(member.Name)) return "This member is unknown here.";
        return JsonElement.DeepEquals(member.Value, current.GetProperty(member.Name))
            ? null
            : "This member cannot be set here: send the value that it has, or leave it out.";
    }

    private static bool TryRead(
        JsonObject document, [NotNullWhen(true)] out WritableProfile? update, [NotNullWhen(false)] out ApiProblem? problem)
    {
        (update, problem) = (null, null);
        try
        {
            update = document.Deserialize<WritableProfile>(ApiJson.Options)!;
            if (update.Address == new PostalAddress()) update = update with { Address = null };
        }
        catch (JsonException exception)
        {
            problem = JsonFault.Describe(exception);
        }

        return update is not null;
    }

    private static JsonObject WritableOf(JsonElement document) =>
        new(document.EnumerateObject()
            .Where(member => Writable.Contains(member.Name))
            .Select(member => KeyValuePair.Create(member.Name, member.Value.Deserialize<JsonNode>())));

    private static JsonElement ToJson(UserProfileResource profile) => JsonSerializer.SerializeToElement(profile, ApiJson.Options);

    private static FrozenSet<string> MembersOf<T>() =>
        ApiJson.Options.GetTypeInfo(typeof(T)).Properties.Select(member => member.Name).ToFrozenSet(StringComparer.Ordinal);
}
