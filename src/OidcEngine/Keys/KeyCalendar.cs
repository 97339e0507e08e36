using Jose;
using OidcEngine.Clients;

namespace OidcEngine.Keys;

/// <summary>A row of keys that follow each other.</summary>
internal readonly record struct KeyKind(KeyPurpose Purpose, string Algorithm);

/// <summary>A key that is due to be made.</summary>
internal sealed record PlannedKey(
    KeyKind Kind, int Sequence, DateTimeOffset ActiveFrom, DateTimeOffset ActiveUntil, DateTimeOffset RemoveAt);

/// <summary>When keys are made, used and removed. The first of a kind is used at once; every later one is made a while before the one
/// in use ends, so that its public part has reached every verifier when it begins to sign.</summary>
internal static class KeyCalendar
{
    /// <summary>The name of the algorithm by which refresh tokens are authenticated, RFC 7518 §3.2.</summary>
    public const string RefreshTokenAlgorithm = "HS256";

    /// <summary>What clocks that are apart and tokens just being made may need on top.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private static readonly KeyKind[] Always =
    [
        new(KeyPurpose.Signing, JwsAlgorithms.ES256),
        new(KeyPurpose.Signing, JwsAlgorithms.RS256),
        new(KeyPurpose.RefreshToken, RefreshTokenAlgorithm),
    ];

    /// <summary>The keys that must be made now: for what every installation needs, for what was ever used, and for
    /// <paramref name="wanted"/>, an algorithm that is needed for the first time.</summary>
    public static List<PlannedKey> Due(IReadOnlyList<StoredKey> keys, string? wanted, DateTimeOffset now, Lifetimes lifetimes)
    {
        var kinds = keys.Select(key => new KeyKind(key.Purpose, key.Algorithm)).Union(Always);
        if (wanted is not null) kinds = kinds.Append(new KeyKind(KeyPurpose.Signing, wanted)).Distinct();
        return [.. kinds.Select(kind => Next(kind, keys, now, lifetimes)).OfType<PlannedKey>()];
    }

    /// <summary>The end of a key's public life: it outlives everything that it signed until its last day. An expired id_token is
    /// still honoured as a hint as long as its session may last.</summary>
    public static DateTimeOffset RemovalOf(KeyPurpose purpose, DateTimeOffset activeUntil, Lifetimes lifetimes)
    {
        TimeSpan[] lives = purpose == KeyPurpose.Signing
            ? [lifetimes.AccessToken, lifetimes.IdToken, lifetimes.Session, ClientLimits.MaxAccessTokenLifetime]
            : [lifetimes.RefreshTokenAbsolute, ClientLimits.MaxRefreshTokenLifetime];
        return activeUntil + lives.Max() + Margin;
    }

    private static PlannedKey? Next(KeyKind kind, IReadOnlyList<StoredKey> keys, DateTimeOffset now, Lifetimes lifetimes)
    {
        var latest = keys.Where(key => key.Purpose == kind.Purpose && key.Algorithm == kind.Algorithm).MaxBy(key => key.Sequence);
        if (latest is not null && now < latest.ActiveUntil - lifetimes.KeyAnnouncement) return null;

        var activeFrom = latest is null || latest.ActiveUntil < now ? now : latest.ActiveUntil;
        var activeUntil = activeFrom + lifetimes.KeyUse;
        return new PlannedKey(kind, (latest?.Sequence ?? 0) + 1, activeFrom, activeUntil, RemovalOf(kind.Purpose, activeUntil, lifetimes));
    }
}
