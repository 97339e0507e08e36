namespace UserDirectory.SecondFactors;

/// <summary>The section <c>SecondFactors</c>.</summary>
public sealed class SecondFactorOptions
{
    public const string Section = "SecondFactors";

    private static readonly TimeSpan LongestMemory = TimeSpan.FromDays(365);

    /// <summary>Whether people may turn on codes by e-mail.</summary>
    public bool EmailCodes { get; set; } = true;

    /// <summary>How long a browser is remembered on which the second step may be left out; zero offers none.</summary>
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromDays(30);

    public static string? Problem(SecondFactorOptions options) =>
        options.RememberFor < TimeSpan.Zero || options.RememberFor > LongestMemory
            ? $"The setting SecondFactors:RememberFor is {options.RememberFor}: write a duration up to a year, such as 30.00:00:00, or 0 for never."
            : null;
}
