using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;

namespace UserApi.Requests;

/// <summary>A resource as a caller sends it. Members that may be set are taken, members that are only shown must have the value
/// that they have, so that what was read can be put back, and any other member is refused by its name.</summary>
internal static class ResourceDocument
{
    /// <summary>PUT: what is absent is cleared.</summary>
    public static bool TryReplace<TShown, TWritable>(
        JsonElement sent, TShown current,
        [NotNullWhen(true)] out TWritable? update, [NotNullWhen(false)] out ApiProblem? problem)
        where TWritable : class
    {
        update = null;
        problem = Refuse<TShown, TWritable>(sent, ToJson(current));
        return problem is null && TryRead(WritableOf<TWritable>(sent), out update, out problem);
    }

    /// <summary>PATCH (RFC 7396): what is absent stays.</summary>
    public static bool TryPatch<TShown, TWritable>(
        JsonElement sent, TShown current,
        [NotNullWhen(true)] out TWritable? update, [NotNullWhen(false)] out ApiProblem? problem)
        where TWritable : class
    {
        update = null;
        var shown = ToJson(current);
        problem = Refuse<TShown, TWritable>(sent, shown);
        if (problem is not null) return false;
        var merged = MergePatch.Apply(WritableOf<TWritable>(shown), JsonSerializer.SerializeToElement(WritableOf<TWritable>(sent)));
        return TryRead(merged!.AsObject(), out update, out problem);
    }

    private static ApiProblem? Refuse<TShown, TWritable>(JsonElement sent, JsonElement current)
    {
        if (sent.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        var faults = sent.EnumerateObject()
            .Select(member => (member.Name, Fault: Fault<TShown, TWritable>(member, current)))
            .Where(one => one.Fault is not null)
            .Select(one => (one.Name, one.Fault!))
            .ToArray();
        return faults.Length == 0 ? null : ApiProblem.Invalid(faults);
    }

    private static string? Fault<TShown, TWritable>(JsonProperty member, JsonElement current)
    {
        if (Members<TWritable>.Names.Contains(member.Name)) return null;
        if (!Members<TShown>.Names.Contains(member.Name)) return "This member is unknown here.";
        return JsonElement.DeepEquals(member.Value, current.GetProperty(member.Name))
            ? null
            : "This member cannot be set here: send the value that it has, or leave it out.";
    }

    private static bool TryRead<TWritable>(
        JsonObject document, [NotNullWhen(true)] out TWritable? update, [NotNullWhen(false)] out ApiProblem? problem)
        where TWritable : class
    {
        (update, problem) = (null, null);
        try
        {
            update = document.Deserialize<TWritable>(ApiJson.Options)!;
        }
        catch (JsonException exception)
        {
            problem = JsonFault.Describe(exception);
        }

        return update is not null;
    }

    private static JsonObject WritableOf<TWritable>(JsonElement document) =>
        new(document.EnumerateObject()
            .Where(member => Members<TWritable>.Names.Contains(member.Name))
            .Select(member => KeyValuePair.Create(member.Name, member.Value.Deserialize<JsonNode>())));

    private static JsonElement ToJson<TShown>(TShown shown) => JsonSerializer.SerializeToElement(shown, ApiJson.Options);

    private static class Members<T>
    {
        public static readonly FrozenSet<string> Names =
            ApiJson.Options.GetTypeInfo(typeof(T)).Properties.Select(member => member.Name).ToFrozenSet(StringComparer.Ordinal);
    }
}
