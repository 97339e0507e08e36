using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.MutualTls;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>tls_client_auth</c>: a certificate of an authority that the server trusts, whose subject is the registered one (RFC 8705
/// §2.1).</summary>
internal sealed class TlsClientAuth(CertificateTrust trust) : IClientAuthenticationMethod
{
    public string Name => "tls_client_auth";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form) =>
        http.HttpContext.Connection.ClientCertificate is null ? null : ClientCredentials.ReadIdentifier(http, form);

    public ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken)
    {
        var certificate = credentials.Certificate!;
        if (trust.ProblemOf(certificate) is { } problem)
        {
            var fix = $"Use a certificate of a trusted authority. {problem}";
            return new(new RefusalReason("client-certificate-trust", "RFC 8705 §2.1", fix));
        }

        return new(client?.TlsClientAuth is { } expected && CertificateNames.Has(certificate, expected)
            ? null
            : new RefusalReason(
                "client-certificate-subject", "RFC 8705 §2.1.2", "Register the subject of the certificate that the client uses.")
            {
                Expected = client?.TlsClientAuth is { } registered ? $"{registered.Member}: {registered.Value}" : null,
                Received = certificate.Subject,
            });
    }
}
