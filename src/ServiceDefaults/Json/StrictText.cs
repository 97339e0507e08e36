using System.Text.Json;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Json;

/// <summary>Text that every store and every reader takes for the same: no NUL, and no surrogate without its other half.</summary>
internal static class StrictText
{
    /// <summary>The path of the first member whose name or value holds what is refused; null when there is none.</summary>
    public static string? FirstFault(JsonElement element, string path = "") => element.ValueKind switch
    {
        JsonValueKind.String => IsClean(element) ? null : path,
        JsonValueKind.Array => First(element.EnumerateArray().Select((item, index) => FirstFault(item, $"{path}[{index}]"))),
        JsonValueKind.Object => First(element.EnumerateObject().Select(member => OfMember(member, path))),
        _ => null,
    };

    public static ApiProblem Refuse(string member) => member.Length == 0
        ? ApiProblem.BadRequest("invalid_json", "The body holds text that cannot be stored.")
        : ApiProblem.Invalid(member, "It holds a NUL character or half of a surrogate pair.");

    private static string? First(IEnumerable<string?> faults) => faults.FirstOrDefault(fault => fault is not null);

    private static string? OfMember(JsonProperty member, string path)
    {
        string name;
        try
        {
            name = member.Name;
        }
        catch (InvalidOperationException)
        {
            return path.Length == 0 ? "(name)" : path;
        }

        var inner = path.Length == 0 ? name : $"{path}.{name}";
        return name.Contains('\0') ? inner.Replace("\0", "\\u0000", StringComparison.Ordinal) : FirstFault(member.Value, inner);
    }

    private static bool IsClean(JsonElement text)
    {
        try
        {
            return !text.GetString()!.Contains('\0');
        }
        catch (InvalidOperationException)
        {
            return false; // half of a surrogate pair
        }
    }
}
