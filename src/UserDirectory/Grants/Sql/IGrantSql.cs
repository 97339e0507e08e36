using OidcEngine.Grants;

namespace UserDirectory.Grants.Sql;

/// <summary>The statements of the hot paths, written by hand for each database: one round trip each, with every condition in the
/// WHERE, so that what does not fit changes nothing.</summary>
internal interface IGrantSql
{
    /// <summary>Writes the grant with its code while the session lives; false when it does not. The session's row stays locked to the
    /// end of the statement: whoever ends the session at the same time either comes first, or finds the grant.</summary>
    Task<bool> InsertAsync(Grant grant, Guid userId, AuthorizationCode code, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Null when the code did not fit.</summary>
    Task<Grant?> RedeemCodeAsync(byte[] codeHash, CodeProof proof, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Null when the attempt did not fit. A grant without offline access needs a session that lives, and its use keeps the
    /// session from being idle.</summary>
    Task<AdvancedFamily?> AdvanceAsync(RefreshAttempt attempt, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>False when the token or its grant was revoked, or the session that the grant depends on has ended.</summary>
    Task<bool> IsTokenLiveAsync(AccessTokenReference token, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="Generation">The generation that is good now.</param>
internal sealed record AdvancedFamily(Grant Grant, int Generation);
