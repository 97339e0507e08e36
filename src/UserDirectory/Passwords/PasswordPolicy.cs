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
        var problems = new List<string>();
        var length = password.EnumerateRunes().Count();
        var shortest = options.RequireComposition ? MinLength : MinLengthWithoutComposition;
        if (length < shortest) problems.Add($"The password needs at least {shortest} characters.");
        if (length > MaxLength) problems.Add($"The password may have at most {MaxLength} characters.");
        if (!IsWellFormed(password)) problems.Add("The password holds characters that cannot be typed.");
        if (options.RequireComposition) AddComposition(password, problems);
        if (length <= MaxLength && CommonPasswords.Contains(password)) problems.Add("The password is one that attackers try first.");
        if (context.Any(known => IsIn(password, known))) problems.Add("The password may not contain the user name or the e-mail address.");
        return problems;
    }

    /// <summary>False for what no keyboard gives and no encoding keeps: control characters and lone surrogates.</summary>
    private static bool IsWellFormed(string password) =>
        !password.Any(char.IsControl) && password.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static void AddComposition(string password, List<string> problems)
    {
        if (!password.Any(char.IsUpper)) problems.Add("The password needs an upper-case letter.");
        if (!password.Any(char.IsLower)) problems.Add("The password needs a lower-case letter.");
        if (!password.Any(char.IsDigit)) problems.Add("The password needs a digit.");
        if (password.All(char.IsLetterOrDigit)) problems.Add("The password needs a symbol.");
    }

    private static bool IsIn(string password, string? known)
    {
        var word = known?.Split('@')[0];
        return word is { Length: >= ShortestContext } && password.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
