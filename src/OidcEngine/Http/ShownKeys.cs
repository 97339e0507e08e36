using System.Security.Cryptography.X509Certificates;
using Jose;
using Microsoft.AspNetCore.Http;

namespace OidcEngine.Http;

/// <summary>What a request shows of its sender's keys; nothing of it is checked yet.</summary>
/// <param name="Proofs">Every <c>DPoP</c> header field.</param>
/// <param name="Method">The method, which a proof names.</param>
/// <param name="Certificate">The certificate that was proven at the TLS connection.</param>
internal sealed record ShownKeys(IReadOnlyList<string?> Proofs, string Method, X509Certificate2? Certificate)
{
    private const string NonceHeader = "DPoP-Nonce";

    public static ShownKeys Of(HttpRequest http) =>
        new(http.Headers["DPoP"], http.Method, http.HttpContext.Connection.ClientCertificate);

    /// <summary>Sends the nonce for the next proof along with whatever is answered (RFC 9449 §8.2), where nonces are asked for.</summary>
    public void Announce(HttpResponse response, DPoPNonces? nonces)
    {
        if (nonces is not null && Proofs.Count > 0) response.Headers[NonceHeader] = nonces.Current();
    }
}
