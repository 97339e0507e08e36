namespace UserDirectory.Analytics;

/// <summary>The installation in figures, as they were at one moment.</summary>
/// <param name="Days">The oldest first, without a gap, up to today; days are those of UTC.</param>
/// <param name="ByStatus">How many accounts there are of each status.</param>
/// <param name="Concerns">What an administrator should look at, the gravest first.</param>
public sealed record Figures(
    IReadOnlyList<DayFigures> Days,
    IReadOnlyDictionary<string, long> ByStatus,
    long ActiveSessions,
    IReadOnlyList<Concern> Concerns,
    DateTimeOffset ReadAt);

/// <summary>What happened on one day.</summary>
public sealed record DayFigures(DateOnly Date, long SignIns, long RefusedSignIns, long Registrations);

/// <summary>Something that an administrator should look at.</summary>
/// <param name="Kind">One of <see cref="ConcernKinds"/>.</param>
/// <param name="Grave">True when something is broken, and not only to be known.</param>
/// <param name="Since">Since when, where that is known.</param>
public sealed record Concern(string Kind, bool Grave, long Count, DateTimeOffset? Since);

/// <summary>The kinds of concerns, in the API's words.</summary>
public static class ConcernKinds
{
    /// <summary>Mails or logouts that were given up, or failed three times.</summary>
    public const string DeliveriesFailing = "deliveries_failing";

    /// <summary>Records of the trail that wait for their seal for too long: nobody seals.</summary>
    public const string AuditUnsealed = "audit_unsealed";

    /// <summary>Twice as many sign-ins were refused within a week as in the week before.</summary>
    public const string RefusedSignInsRising = "refused_sign_ins_rising";

    /// <summary>Accounts at which somebody must wait before the next guess.</summary>
    public const string AccountsLocked = "accounts_locked";

    /// <summary>Accounts that will be erased within days.</summary>
    public const string AccountsDueForErasure = "accounts_due_for_erasure";

    /// <summary>Nobody else could administer the installation.</summary>
    public const string SingleAdministrator = "single_administrator";
}
