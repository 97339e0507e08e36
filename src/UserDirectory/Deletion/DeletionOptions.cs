namespace UserDirectory.Deletion;

/// <summary>The section <c>Accounts</c>.</summary>
public sealed class DeletionOptions
{
    public const string Section = "Accounts";

    /// <summary>How long an account whose deletion was asked for can still be kept.</summary>
    public TimeSpan DeletionGrace { get; set; } = TimeSpan.FromDays(30);

    public static string? Problem(DeletionOptions options) => options.DeletionGrace < TimeSpan.Zero || options.DeletionGrace > TimeSpan.FromDays(365)
        ? $"The setting Accounts:DeletionGrace is {options.DeletionGrace}: write a duration from 00:00:00 to 365.00:00:00, such as 30.00:00:00."
        : null;
}
