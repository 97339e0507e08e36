namespace UserApi.Contracts.AuditLogs;

/// <summary>Whether the chain of the audit trail is whole.</summary>
public sealed record TrailVerdict
{
    /// <summary><c>intact</c>, <c>broken</c>, or <c>unfinished</c> when the time was over before the end: go on from <see cref="Position"/>
    /// and <see cref="Seal"/>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The last place that was found whole; of a broken chain the first that does not fit.</summary>
    public required long Position { get; init; }

    /// <summary>The seal at this place, in base64; null for a broken chain.</summary>
    public string? Seal { get; init; }

    /// <summary>The record that does not fit; null when it is missing.</summary>
    public Guid? RecordId { get; init; }

    /// <summary>What does not fit, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>How many records wait for their seal, which takes a minute at most; null before the end was reached.</summary>
    public int? Unsealed { get; init; }
}
