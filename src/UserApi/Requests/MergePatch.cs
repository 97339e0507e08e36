using System.Text.Json;
using System.Text.Json.Nodes;

namespace UserApi.Requests;

/// <summary>JSON Merge Patch, RFC 7396 §2.</summary>
internal static class MergePatch
{
    /// <summary>The target as the patch wants it. Null removes a member; what is not an object replaces the target whole.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object) return ToNode(patch);

        var merged = target as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                merged.Remove(member.Name);
                continue;
            }

            merged.Remove(member.Name, out var old);
            merged[member.Name] = Apply(old, member.Value);
        }

        return merged;
    }

    private static JsonNode? ToNode(JsonElement element) => element.Deserialize<JsonNode>();
}
