namespace Jose;

/// <summary>The outcome of reading a DPoP proof.</summary>
public abstract record DPoPReading
{
    private DPoPReading() { }

    /// <summary>The proof is right. It counts once: whoever accepts it takes its <see cref="DPoPProof.Id"/> first.</summary>
    public sealed record Valid(DPoPProof Proof) : DPoPReading;

    /// <summary>The proof is refused.</summary>
    /// <param name="Error"><c>invalid_dpop_proof</c> or <c>use_dpop_nonce</c>, RFC 9449 §12.2.</param>
    /// <param name="Detail">For the sender's developer: it names members and expectations, never the proof.</param>
    public sealed record Invalid(string Error, string Detail) : DPoPReading;
}

/// <summary>A DPoP proof that was found right.</summary>
/// <param name="Thumbprint">The key that it proves, as <c>jkt</c> (RFC 7638).</param>
/// <param name="Id"><c>jti</c>.</param>
/// <param name="UsableUntil">Until when the same proof would be found right again, so that its id must be remembered.</param>
public sealed record DPoPProof(string Thumbprint, string Id, DateTimeOffset UsableUntil);
