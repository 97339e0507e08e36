using System.Text;

namespace UserDirectory.Passwords;

/// <summary>What a new password must be like.</summary>
internal sealed class PasswordPolicy(PasswordPolicyOptions options)
{
    public const int MaxLength = 128;
    private const int MinLength = 8;
    private const int MinLengthWithoutComposition = 12;
    private const int ShortestContext = 4;

    /// <summary>The broken rules in words; empty when all is well.</summary>
    /// <param name="context">What the person is known by: user name, e-mail address. It may not be the password's main part.</param>
    public IReadOnlyList<string> Problems(string password, params IEnumerable<string?> context)
    {
        if (password.Length > 2 * MaxLength) return [PasswordText.Of("TooLong", MaxLength)]; // nothing more is done with it
        password = OpaqueString.Of(password);
        var problems = new List<string>();
        var length = password.EnumerateRunes().Count();
        var shortest = options.RequireComposition ? MinLength : MinLengthWithoutComposition;
        if (length < shortest) problems.Add(PasswordText.Of("TooShort", shortest));
        if (length > MaxLength) problems.Add(PasswordText.Of("TooLong", MaxLength));
        if (options.RequireComposition) AddComposition(password, problems);
        if (!IsWellFormed(password)) problems.Add(PasswordText.Of("NotTyped"));
        else if (CommonPasswords.Contains(password)) problems.Add(PasswordText.Of("Known"));
        if (context.Any(known => IsIn(password, known))) problems.Add(PasswordText.Of("HoldsName"));
        return problems;
    }

    /// <summary>False for what no keyboard gives and no encoding keeps: control characters and lone surrogates.</summary>
    private static bool IsWellFormed(string password) =>
        !password.Any(char.IsControl) && password.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static void AddComposition(string password, List<string> problems)
    {
        if (!password.Any(char.IsUpper)) problems.Add(PasswordText.Of("NeedsUpper"));
        if (!password.Any(char.IsLower)) problems.Add(PasswordText.Of("NeedsLower"));
        if (!password.Any(char.IsDigit)) problems.Add(PasswordText.Of("NeedsDigit"));
        if (password.All(char.IsLetterOrDigit)) problems.Add(PasswordText.Of("NeedsSymbol"));
    }

    private static bool IsIn(string password, string? known)
    {
        var word = known?.Split('@')[0];
        return word is { Length: >= ShortestContext } && password.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
