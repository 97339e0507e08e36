using Jose;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.Replay;
using OidcEngine.SenderConstraints;

namespace OidcEngine.DPoP;

/// <summary>Takes the DPoP proofs of requests to this server. All that a proof says is checked first; its id is taken last, once for all
/// instances (RFC 9449 §11.1), so that a proof which is wrong uses up nothing.</summary>
internal sealed class DPoPProofs(
    ITakenIds takenIds, DPoPNonces nonces, IOptions<OidcEngineOptions> options, TimeProvider time, ILogger<DPoPProofs> logger)
{
    /// <summary>The nonces that proofs are asked for; null when they are asked for none.</summary>
    public DPoPNonces? Nonces => options.Value.DPoP.RequireNonce ? nonces : null;

    /// <summary>The key that the request proves, at an endpoint where tokens or codes are asked for (§5, §10.1).</summary>
    /// <param name="shown">What the request shows.</param>
    /// <param name="path">The endpoint's path.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async ValueTask<Result<SenderKey>> TakeAsync(ShownKeys shown, string path, CancellationToken cancellationToken)
    {
        var reading = DPoPProofReader.Read(shown.Proofs, new DPoPExpectations
        {
            Method = shown.Method,
            Uris = options.Value.AddressesOf(path),
            Time = time,
            Nonces = Nonces,
        });
        if (reading is DPoPReading.Invalid(var error, var detail)) return Refuse(error, detail, options.Value.Issuer + path);

        var proof = ((DPoPReading.Valid)reading).Proof;
        return await TakeAsync(proof, cancellationToken) is { } replayed
            ? replayed
            : new SenderKey(SenderKeyMethod.DPoP, proof.Thumbprint);
    }

    /// <summary>Takes the id of a proof that was found right; the error says that it was taken before.</summary>
    public async ValueTask<OAuthError?> TakeAsync(DPoPProof proof, CancellationToken cancellationToken)
    {
        if (await takenIds.TakeAsync(TakenIdKind.DPoPProof, proof.Thumbprint, proof.Id, proof.UsableUntil, cancellationToken)) return null;
        logger.Replayed(proof.Thumbprint);
        return OAuthError.InvalidDPoPProof("The proof was used before.") with
        {
            Reason = new RefusalReason("dpop-jti", "RFC 9449 §11.1", "Make a new proof, with a jti of its own, for every request."),
        };
    }

    private static OAuthError Refuse(string error, string detail, string uri) => error == "use_dpop_nonce"
        ? OAuthError.UseDPoPNonce(detail) with
        {
            Reason = new RefusalReason("dpop-nonce", "RFC 9449 §8", "Put the nonce of the DPoP-Nonce header into a new proof."),
        }
        : OAuthError.InvalidDPoPProof(detail) with
        {
            Reason = new RefusalReason("dpop-proof", "RFC 9449 §4.3", $"Change what the description names; htu is {uri}."),
        };
}
