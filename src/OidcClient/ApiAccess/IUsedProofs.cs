namespace OidcClient.ApiAccess;

/// <summary>The DPoP proofs that were used (RFC 9449 §11.1). Unless a host registers its own, each process remembers by itself: a proof
/// that is stolen on its way could then be used once at each other instance, within the minute that it lives.</summary>
public interface IUsedProofs
{
    /// <summary>Takes a proof in one step: true for one caller alone, on whatever instance.</summary>
    /// <param name="thumbprint">The key that made the proof.</param>
    /// <param name="id">The proof's <c>jti</c>.</param>
    /// <param name="usableUntil">Until when it must be remembered.</param>
    /// <param name="cancellationToken">Ends the work with the request.</param>
    ValueTask<bool> TakeAsync(string thumbprint, string id, DateTimeOffset usableUntil, CancellationToken cancellationToken);
}
