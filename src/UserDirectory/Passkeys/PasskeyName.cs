using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>What a person calls a passkey.</summary>
public static class PasskeyName
{
    public const int MaxLength = 64;

    /// <summary>The name as it is kept; null when there is nothing to read in it, or too much.</summary>
    public static string? Of(string? text)
    {
        var name = StorableText.Of(text ?? "").Trim();
        return name.Length is > 0 and <= MaxLength && !name.Any(char.IsControl) ? name : null;
    }
}
