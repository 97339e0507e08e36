using Jose;
using OidcEngine.Clients;
using OidcEngine.DPoP;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.SenderConstraints;

/// <summary>Finds the key that the tokens of a request are to be bound to: RFC 9449 §5 and RFC 8705 §3.</summary>
internal sealed class SenderKeys(DPoPProofs proofs)
{
    /// <summary>The key that a token request proves. A client that is registered for bound tokens gets no others; any other may show a
    /// DPoP proof, and then gets bound ones.</summary>
    public async ValueTask<Result<ProvenKey>> ProveAsync(Client client, ShownKeys shown, string path, CancellationToken cancellationToken)
    {
        if (client.TlsClientCertificateBoundAccessTokens) return OfCertificate(shown);
        if (shown.Proofs.Count == 0) return client.DpopBoundAccessTokens ? ProofIsMissing() : new ProvenKey(null); // RFC 9449 §5.2
        return (await proofs.TakeAsync(shown, path, cancellationToken)).TryGet(out var key, out var error) ? new ProvenKey(key) : error;
    }

    /// <summary>RFC 8705 §3.4: every access token of the client is bound to its certificate, so a DPoP key has no place beside it.</summary>
    private static Result<ProvenKey> OfCertificate(ShownKeys shown)
    {
        if (shown.Proofs.Count > 0)
            return OAuthError.InvalidRequest("The client's tokens are bound to its certificate; it may not show a DPoP proof.")
                .Because("certificate-binding", "RFC 8705 §3", "Send no DPoP header, or register the client with dpop_bound_access_tokens.");
        return shown.Certificate is { } certificate
            ? new ProvenKey(new SenderKey(SenderKeyMethod.Certificate, Confirmation.ThumbprintOf(certificate)))
            : OAuthError.InvalidRequest("The client's tokens are bound to a certificate, and the connection shows none.") with
            {
                Reason = new RefusalReason(
                    "certificate-binding", "RFC 8705 §3.4",
                    "Send token requests to the address under mtls_endpoint_aliases, with the client's certificate."),
            };
    }

    private static OAuthError ProofIsMissing() => OAuthError.InvalidDPoPProof("The client is registered to send a DPoP proof.") with
    {
        Reason = new RefusalReason(
            "dpop-required", "RFC 9449 §5.2",
            "Send a DPoP header with every token request, or register the client with dpop_bound_access_tokens false."),
    };
}

/// <summary>The key that a request proves, or null when it proves none.</summary>
internal readonly record struct ProvenKey(SenderKey? Value);
