namespace UserDirectory.Sessions;

/// <summary>The section <c>Sessions</c>.</summary>
public sealed class SessionOptions
{
    public const string Section = "Sessions";

    private static readonly TimeSpan LongestUsePrecision = TimeSpan.FromMinutes(2);

    /// <summary>How long a session lives at most.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long it lives unused.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(2);

    /// <summary>True sends the cookie to frames and posts of other sites too (SameSite=None).</summary>
    public bool CrossSite { get; set; }

    /// <summary>How old a session's last sign of life may be before its next use writes it anew, in a page or by a refresh token. So the
    /// end of an idle session may come that much too early, and never too late.</summary>
    internal TimeSpan UsePrecision => Idle / 10 < LongestUsePrecision ? Idle / 10 : LongestUsePrecision;

    public static string? Problem(SessionOptions options) => options switch
    {
        { Lifetime.Ticks: <= 0 } => $"The setting Sessions:Lifetime is {options.Lifetime}: write a duration such as 1.00:00:00 for a day.",
        { Idle.Ticks: <= 0 } => $"The setting Sessions:Idle is {options.Idle}: write a duration such as 02:00:00.",
        _ => null,
    };
}
