namespace UserDirectory.Passwords;

/// <summary>The section <c>Passwords</c>.</summary>
public sealed class PasswordPolicyOptions
{
    public const string Section = "Passwords";

    /// <summary>True asks for upper and lower case, digit and symbol; false asks for twelve characters instead (ASVS 6.2.5).</summary>
    public bool RequireComposition { get; set; } = true;

    /// <summary>How many of a person's last passwords may not come again, the present one included.</summary>
    public int History { get; set; } = 5;

    public static string? Problem(PasswordPolicyOptions options) =>
        options.History is < 0 or > 24 ? $"The setting Passwords:History is {options.History}: write a number from 0 to 24." : null;
}
