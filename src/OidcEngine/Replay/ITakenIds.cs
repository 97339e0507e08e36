namespace OidcEngine.Replay;

/// <summary>Identifiers that count once: of client assertions (RFC 7523 §3 item 7) and DPoP proofs (RFC 9449 §11.1). They are kept in the
/// database that all instances share, until what carried them has expired.</summary>
public interface ITakenIds
{
    /// <summary>Takes the identifier in one statement; of several callers at once, on whatever instance, one alone gets true.</summary>
    /// <param name="kind">What carried it: identifiers of one kind are free for another.</param>
    /// <param name="owner">Who made it up: a client id, or the thumbprint of a key.</param>
    /// <param name="id">The identifier, of any length; it is kept as a hash.</param>
    /// <param name="expiresAt">Until when it must be remembered.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    Task<bool> TakeAsync(TakenIdKind kind, string owner, string id, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}

/// <summary>What carries identifiers that count once.</summary>
public enum TakenIdKind
{
    /// <summary>A client assertion, RFC 7523.</summary>
    ClientAssertion,

    /// <summary>A DPoP proof, RFC 9449.</summary>
    DPoPProof,
}
