using System.Text;

namespace UserDirectory.Users;

/// <summary>The names that people sign in with: 3 to 50 characters, letters of one script, digits and <c>._-</c>, beginning and ending
/// with a letter or digit. They are kept in NFKC, so what looks alike is alike.</summary>
public static class UserNames
{
    public const int MinLength = 3;
    public const int MaxLength = 50;

    /// <summary>Segments of paths under <c>/v1/users</c>, where a name may stand too.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "account", "activity", "authenticate", "avatar", "export", "import", "me", "notification-preferences", "notifications",
        "preferences", "profile", "push-tokens", "sessions",
    };

    /// <summary>The name as it is kept; null, with the broken rule in words, for what is none.</summary>
    public static string? Parse(string? text, out string? problem)
    {
        var name = TryNormalize(text);
        problem = name is null ? NameText.Of("Impossible") : Broken(name);
        return problem is null ? name : null;
    }

    /// <summary>True for a segment of a path that is no name of an account.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    /// <summary>What makes two names the same one. Lower-casing first folds the letters that have more than one lower-case form.</summary>
    internal static string Key(string name) => (TryNormalize(name) ?? name).ToLowerInvariant().ToUpperInvariant();

    private static string? Broken(string name)
    {
        if (name.Length is < MinLength or > MaxLength) return NameText.Of("Length", MinLength, MaxLength);
        if (!name.All(IsAllowed)) return NameText.Of("Characters");
        if (!char.IsLetterOrDigit(name[0]) || !char.IsLetterOrDigit(name[^1])) return NameText.Of("Ends");
        if (!Scripts.IsOne(name)) return NameText.Of("Scripts");
        if (Guid.TryParse(name, out _)) return NameText.Of("Id");
        return IsReserved(name) ? NameText.Of("Reserved") : null;
    }

    private static bool IsAllowed(char character) =>
        char.IsLetter(character) || char.IsAsciiDigit(character) || character is '.' or '_' or '-';

    private static string? TryNormalize(string? text)
    {
        try
        {
            return text?.Normalize(NormalizationForm.FormKC) ?? "";
        }
        catch (ArgumentException) // a lone surrogate
        {
            return null;
        }
    }
}
