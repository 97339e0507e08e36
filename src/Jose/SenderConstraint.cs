namespace Jose;

/// <summary>Whether whoever presents an access token holds the key that it is bound to: RFC 9449 §7 and RFC 8705 §3.</summary>
public static class SenderConstraint
{
    /// <summary>Compares a token, whose signature and life were found right, with the way it is presented. A bound token is refused as a
    /// bearer token, and a bearer token by the scheme DPoP (RFC 9449 §7.2).</summary>
    public static SenderConstraintReading Check(Jwt token, TokenPresentation presentation, TimeProvider time, DPoPNonces? nonces = null) =>
        Confirmation.Of(token) switch
        {
            Confirmation.None when presentation.ByDPoP => Break("The access token is bound to no key: it is a bearer token."),
            Confirmation.None => new SenderConstraintReading.Kept(null),
            Confirmation.Key when !presentation.ByDPoP => Break("The access token is bound to a key: it needs the scheme DPoP and a proof."),
            Confirmation.Key(var thumbprint) => CheckProof(thumbprint, presentation, time, nonces),
            Confirmation.Certificate when presentation.ByDPoP => Break("The access token is bound to a certificate, not to a DPoP key."),
            Confirmation.Certificate(var thumbprint) => CheckCertificate(thumbprint, presentation),
            _ => Break("The access token is bound in a way that is unknown here."),
        };

    private static SenderConstraintReading CheckProof(
        string thumbprint, TokenPresentation presentation, TimeProvider time, DPoPNonces? nonces)
    {
        var reading = DPoPProofReader.Read(presentation.Proofs, new DPoPExpectations
        {
            Method = presentation.Method,
            Uris = presentation.Uris,
            Time = time,
            AccessToken = presentation.AccessToken,
            Nonces = nonces,
        });
        if (reading is DPoPReading.Invalid(var error, var detail)) return new SenderConstraintReading.Broken(error, detail);

        var proof = ((DPoPReading.Valid)reading).Proof;
        return proof.Thumbprint == thumbprint
            ? new SenderConstraintReading.Kept(proof)
            : Break("The access token is bound to another key."); // RFC 9449 §7.1
    }

    private static SenderConstraintReading CheckCertificate(string thumbprint, TokenPresentation presentation) =>
        presentation.Certificate is { } certificate && Confirmation.ThumbprintOf(certificate) == thumbprint
            ? new SenderConstraintReading.Kept(null)
            : Break("The access token is bound to a certificate that this connection does not show."); // RFC 8705 §3: 401, invalid_token

    private static SenderConstraintReading.Broken Break(string description) => new("invalid_token", description);
}

/// <summary>The outcome of comparing a token with the way it is presented.</summary>
public abstract record SenderConstraintReading
{
    private SenderConstraintReading() { }

    /// <summary>The sender holds the key, or the token is bound to none.</summary>
    /// <param name="Proof">The proof, whose id is to be taken before the request is answered; null where there is none.</param>
    public sealed record Kept(DPoPProof? Proof) : SenderConstraintReading;

    /// <summary>The request is refused.</summary>
    /// <param name="Error"><c>invalid_token</c>, <c>invalid_dpop_proof</c> or <c>use_dpop_nonce</c>.</param>
    /// <param name="Description">For the client's developer; all of it is our own text.</param>
    public sealed record Broken(string Error, string Description) : SenderConstraintReading;
}
