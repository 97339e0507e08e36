namespace UserDirectory.SignIn;

/// <summary>The section <c>Lockout</c>.</summary>
public sealed class LockoutSettings
{
    public const string Section = "Lockout";

    /// <summary>Failures for each account, known device and network.</summary>
    public int Failures { get; set; } = 5;

    /// <summary>Failures for each account in all, and for each known device in all.</summary>
    public int FailuresInAll { get; set; } = 100;

    /// <summary>How long the first wait is. Each further failure makes it four times as long, up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Failures are forgotten when none was added for so long.</summary>
    public TimeSpan Memory { get; set; } = TimeSpan.FromHours(24);

    public static string? Problem(LockoutSettings options) => options switch
    {
        { Failures: < 1 or > 1000 } => $"The setting Lockout:Failures is {options.Failures}: write a number from 1 to 1000.",
        { FailuresInAll: < 1 or > 100_000 } => $"The setting Lockout:FailuresInAll is {options.FailuresInAll}: write a number from 1 to 100000.",
        { FirstWait.Ticks: <= 0 } => $"The setting Lockout:FirstWait is {options.FirstWait}: write a duration such as 00:01:00.",
        _ when options.LongestWait < options.FirstWait => "The setting Lockout:LongestWait is shorter than Lockout:FirstWait.",
        _ when options.Memory < options.LongestWait => "The setting Lockout:Memory is shorter than Lockout:LongestWait.",
        _ => null,
    };
}
