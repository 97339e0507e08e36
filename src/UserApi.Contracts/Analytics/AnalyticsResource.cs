namespace UserApi.Contracts.Analytics;

/// <summary>The installation in figures.</summary>
public sealed record AnalyticsResource
{
    /// <summary>One entry for each day, the oldest first, days without any act too. Days are those of UTC.</summary>
    public required IReadOnlyList<DayOfActivity> Days { get; init; }

    public required AccountCounts Accounts { get; init; }

    public required long ActiveSessions { get; init; }

    /// <summary>What an administrator should look at, the gravest first; empty when all is well.</summary>
    public required IReadOnlyList<AttentionItem> Attention { get; init; }

    /// <summary>When these figures were read; they may be a minute old.</summary>
    public required DateTimeOffset ReadAt { get; init; }
}

/// <summary>What happened on one day.</summary>
public sealed record DayOfActivity
{
    /// <summary>The day, of UTC.</summary>
    public required DateOnly Date { get; init; }

    public required long SignIns { get; init; }

    public required long RefusedSignIns { get; init; }

    public required long Registrations { get; init; }
}

/// <summary>How many accounts there are, by status.</summary>
public sealed record AccountCounts
{
    public required long Total { get; init; }

    public required long Active { get; init; }

    public required long Suspended { get; init; }

    public required long PendingDeletion { get; init; }
}

/// <summary>Something an administrator should look at.</summary>
public sealed record AttentionItem
{
    /// <summary>Which thing it is, such as <c>deliveries_failing</c>, <c>accounts_locked</c>, <c>accounts_due_for_erasure</c>,
    /// <c>refused_sign_ins_rising</c>, <c>audit_unsealed</c>, <c>single_administrator</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>warning</c> or <c>danger</c>.</summary>
    public required string Severity { get; init; }

    public required long Count { get; init; }

    /// <summary>Since when, where that is known.</summary>
    public DateTimeOffset? Since { get; init; }
}
