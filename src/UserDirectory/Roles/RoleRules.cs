namespace UserDirectory.Roles;

/// <summary>What a role must be like.</summary>
internal static class RoleRules
{
    private const int ShortestName = 2;
    private const int LongestName = 50;
    private const int LongestDescription = 500;

    private static readonly HashSet<string> Known = [.. Permissions.All];

    /// <summary>The broken rules by member; empty when all is well.</summary>
    public static Dictionary<string, string[]> Problems(RoleDraft draft)
    {
        var problems = new Dictionary<string, string[]>();
        if (NameProblem(draft.Name) is { } name) problems["name"] = [name];
        if (DescriptionProblem(draft.Description) is { } description) problems["description"] = [description];
        var unknown = draft.Permissions.Where(permission => !Known.Contains(permission)).Distinct().ToList();
        if (unknown.Count > 0) problems["permissions"] = [.. unknown.Select(permission => $"There is no permission {Shown(permission)}.")];
        return problems;
    }

    /// <summary>The draft in the form in which it is kept.</summary>
    public static RoleDraft Clean(RoleDraft draft) => draft with
    {
        Description = string.IsNullOrWhiteSpace(draft.Description) ? null : draft.Description.Trim(),
        Permissions = [.. draft.Permissions.Distinct().Order(StringComparer.Ordinal)],
    };

    private static string? NameProblem(string name)
    {
        if (name.Length is < ShortestName or > LongestName || !char.IsAsciiLetterLower(name[0]) || !name.All(IsAllowed))
            return $"A role's name has {ShortestName} to {LongestName} characters, lower-case letters, digits, - and _, and begins with a letter.";
        return Guid.TryParse(name, out _) ? "A role's name does not have the form of an id." : null;
    }

    private static string? DescriptionProblem(string? description)
    {
        if (description?.Any(char.IsControl) == true) return "It must be one line of text without control characters.";
        return description?.Trim().Length > LongestDescription ? $"It may have {LongestDescription} characters." : null;
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_';

    private static string Shown(string? permission) => permission is null ? "null" : permission.Length > 50 ? permission[..50] + "…" : permission;
}
