using OidcEngine.SenderConstraints;

namespace OidcEngine.Grants;

/// <summary>Refresh families: one row for a grant, not for a token (RFC 9700 §2.2.2 and §4.14.2).</summary>
public interface IRefreshFamilyStore
{
    /// <summary>Advances the family in one conditional statement that holds every condition of the attempt. When it takes no row, one read
    /// names the reason; an older generation outside the grace, or one newer than the row, revokes the grant with its audit row.</summary>
    Task<RefreshRedemption> RedeemAsync(RefreshAttempt attempt, CancellationToken cancellationToken);

    /// <summary>The family if its grant is not revoked and neither of its ends has passed, read from the database itself.</summary>
    Task<RefreshFamily?> FindLiveAsync(Guid grantId, CancellationToken cancellationToken);
}

/// <summary>A live refresh family.</summary>
/// <param name="Grant">The grant that it belongs to.</param>
/// <param name="Generation">The generation that is good now.</param>
/// <param name="ExpiresAt">The nearer of its two ends.</param>
public sealed record RefreshFamily(Grant Grant, int Generation, DateTimeOffset ExpiresAt);

/// <summary>What a refresh request shows.</summary>
public sealed record RefreshAttempt
{
    /// <summary>The family, which is the grant's id.</summary>
    public required Guid GrantId { get; init; }

    /// <summary>The generation that the token names; the first is 1.</summary>
    public required int Generation { get; init; }

    /// <summary>The authenticated client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The key that the request proves, of a client whose families are bound to one; it must be the family's, null included.</summary>
    public SenderKey? SenderKey { get; init; }

    /// <summary>The scopes asked for; all must have been granted. Empty asks for what was granted.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The resource that the request names (RFC 8707 §2.2); it must be among the grant's resources. Null when it names
    /// none.</summary>
    public string? Resource { get; init; }

    /// <summary>The new sliding end, if the token is good; never later than the absolute end.</summary>
    public required DateTimeOffset SlidingExpiry { get; init; }

    /// <summary>False keeps the generation as it is and only slides the end.</summary>
    public required bool Rotate { get; init; }

    /// <summary>How long after a rotation the previous generation still gets the same successor; zero for never.</summary>
    public required TimeSpan Grace { get; init; }
}

/// <summary>What became of a presented refresh token.</summary>
public abstract record RefreshRedemption
{
    private RefreshRedemption() { }

    /// <summary>It was good; <paramref name="Generation"/> is the one that the next token names.</summary>
    public sealed record Redeemed(Grant Grant, int Generation) : RefreshRedemption;

    /// <summary>It is the previous generation within the grace: the same successor again, nothing slides.</summary>
    public sealed record Repeated(Grant Grant, int Generation) : RefreshRedemption;

    /// <summary>It was used before, or names a generation that was never issued; the grant is now revoked, with its audit row.</summary>
    public sealed record Reused(Guid GrantId) : RefreshRedemption;

    /// <summary>The client or its key is another, or a scope or the resource goes beyond the grant; nothing changed. The parameter is
    /// <c>client_id</c>, <c>sender_key</c>, <c>scope</c> or <c>resource</c>.</summary>
    public sealed record Mismatched(string Parameter) : RefreshRedemption;

    /// <summary>The family has expired or the grant was revoked.</summary>
    public sealed record Ended : RefreshRedemption;

    /// <summary>There is no such family.</summary>
    public sealed record Unknown : RefreshRedemption;
}
