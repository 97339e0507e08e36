using System.Text.Json;
using OidcEngine.Authorization;

namespace OidcEngine.Clients;

/// <summary>The members of one JSON object of client metadata, each read once by its name and kind. What nobody asked for is
/// unknown.</summary>
internal sealed class MetadataMembers
{
    private const int MaxObjectLength = 64 * 1024;
    private const int MaxTranslations = 50;

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<ClientMetadataError> _errors;

    /// <param name="json">The object.</param>
    /// <param name="errors">Where broken rules go.</param>
    /// <param name="isKnown">When given, other members are passed over, and one that is null counts as absent (RFC 7592 §2.2).</param>
    public MetadataMembers(JsonElement json, List<ClientMetadataError> errors, Predicate<string>? isKnown = null)
    {
        _errors = errors;
        foreach (var member in json.EnumerateObject())
            if (isKnown is not null && (!isKnown(member.Name) || member.Value.ValueKind == JsonValueKind.Null))
                continue;
            else if (!_members.TryAdd(member.Name, member.Value))
                Refuse(member.Name, "It stands there twice.");
    }

    public void Refuse(string member, string rule) => _errors.Add(new ClientMetadataError(member, rule));

    /// <summary>Refuses every member that was not taken.</summary>
    public void RefuseTheRest()
    {
        foreach (var name in _members.Keys) Refuse(name, "It is unknown here.");
    }

    public string? Text(string name)
    {
        if (!_members.Remove(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 2000 } text) return text;
        Refuse(name, "It must be a string of 1 to 2000 characters.");
        return null;
    }

    /// <summary>The member in other languages, <c>name#tag</c> (RFC 7591 §2.2), by tag. Tags are the same whatever their case.</summary>
    public IReadOnlyDictionary<string, string> Translations(string name)
    {
        var translations = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in _members.Keys.Where(member => member.StartsWith($"{name}#", StringComparison.Ordinal)).ToList())
        {
            var tag = member[(name.Length + 1)..];
            if (Text(member) is not { } text) continue;
            if (!UiLocales.IsTag(tag)) Refuse(member, "It must end with a language tag.");
            else if (translations.Count == MaxTranslations) Refuse(name, $"It must have at most {MaxTranslations} translations.");
            else if (!translations.TryAdd(tag, text)) Refuse(member, "It stands there twice.");
        }
        return translations;
    }

    public IReadOnlyList<string>? TextList(string name)
    {
        if (!_members.Remove(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText))
            return [.. value.EnumerateArray().Select(one => one.GetString()!).Distinct(StringComparer.Ordinal)];
        Refuse(name, "It must be a list of strings.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (!_members.Remove(name, out var value)) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Refuse(name, "It must be true or false.");
        return null;
    }

    public long? Number(string name)
    {
        if (!_members.Remove(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0) return number;
        Refuse(name, "It must be a whole number, zero or greater.");
        return null;
    }

    /// <summary>A duration in seconds, longer than zero and not longer than <paramref name="longest"/>.</summary>
    public TimeSpan? Lifetime(string name, TimeSpan longest)
    {
        if (Number(name) is not { } seconds) return null;
        if (seconds > 0 && seconds <= longest.TotalSeconds) return TimeSpan.FromSeconds(seconds);
        Refuse(name, $"It must be between 1 and {longest.TotalSeconds} seconds.");
        return null;
    }

    /// <summary>One object, as its JSON text.</summary>
    public string? Object(string name)
    {
        if (!_members.Remove(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Object && value.GetRawText() is { Length: <= MaxObjectLength } text) return text;
        Refuse(name, $"It must be an object of at most {MaxObjectLength} characters.");
        return null;
    }

    /// <summary>A list of objects, each with members of its own.</summary>
    public IReadOnlyList<MetadataMembers> Objects(string name)
    {
        if (!_members.Remove(name, out var value)) return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object))
            return [.. value.EnumerateArray().Select(one => new MetadataMembers(one, _errors))];
        Refuse(name, "It must be a list of objects.");
        return [];
    }

    private static bool IsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Length is > 0 and <= 2000;
}
