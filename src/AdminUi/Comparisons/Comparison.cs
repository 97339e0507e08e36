using System.Text.Json;

namespace AdminUi.Comparisons;

/// <summary>Two JSON objects laid side by side, member by member, however deep. A list of plain values is one member, of which each
/// entry is compared; a list that holds objects is compared place by place.</summary>
internal sealed record Comparison(IReadOnlyList<ComparedMember> Members, int Hidden)
{
    /// <summary>A record holds a handful; whoever stored thousands does not break the page.</summary>
    public const int MostMembers = 300;

    public static Comparison Of(JsonElement? before, JsonElement? after)
    {
        var (old, now) = (Flatten(before), Flatten(after));
        var paths = old.Keys.Union(now.Keys).ToList();
        return new Comparison(
            [.. paths.Take(MostMembers).Select(path => Compare(path, Value(old, path), Value(now, path)))],
            Math.Max(0, paths.Count - MostMembers));
    }

    private static JsonElement? Value(Dictionary<string, JsonElement> members, string path) =>
        members.TryGetValue(path, out var value) ? value : null;

    private static ComparedMember Compare(string path, JsonElement? before, JsonElement? after)
    {
        var (old, now) = (Parts(before), Parts(after));
        return new ComparedMember(path, Mark(old, now), Mark(now, old));
    }

    private static List<ComparedPart>? Mark(List<string>? side, List<string>? other)
    {
        var left = new List<string>(other ?? []);
        return side?.ConvertAll(text => new ComparedPart(text, IsChanged: !left.Remove(text)));
    }

    private static List<string>? Parts(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(Text)],
        { } single => [Text(single)],
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static Dictionary<string, JsonElement> Flatten(JsonElement? values)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (values is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } root) Collect("", root, members);
        return members;
    }

    private static void Collect(string path, JsonElement value, Dictionary<string, JsonElement> members)
    {
        if (value.ValueKind == JsonValueKind.Object && (path.Length == 0 || value.EnumerateObject().Any()))
            foreach (var member in value.EnumerateObject())
                Collect(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, members);
        else if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(IsComposed))
            foreach (var (index, entry) in value.EnumerateArray().Index())
                Collect($"{path}[{index}]", entry, members);
        else
            members[path] = value;
    }

    private static bool IsComposed(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
}
