using Jose;
using Microsoft.AspNetCore.Http;
using OidcEngine.Clients.Keys;
using OidcEngine.Errors;
using OidcEngine.Http;
using OidcEngine.MutualTls;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>self_signed_tls_client_auth</c>: a certificate whose key is one that the client registered (RFC 8705 §2.2). Who signed the
/// certificate says nothing; its dates count all the same.</summary>
internal sealed class SelfSignedTlsClientAuth(ClientKeys keys, CertificateTrust trust) : IClientAuthenticationMethod
{
    public string Name => "self_signed_tls_client_auth";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form) =>
        http.HttpContext.Connection.ClientCertificate is null ? null : ClientCredentials.ReadIdentifier(http, form);

    public async ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken)
    {
        if (!trust.IsCurrent(credentials.Certificate!))
            return new("client-certificate-dates", "RFC 5280 §4.1.2.5", "Renew the certificate, and register its key.");
        return client is not null
            && CertificateKey.Of(credentials.Certificate!)?.Thumbprint() is { } thumbprint
            && (await keys.FindByThumbprintAsync(client, thumbprint, cancellationToken)).HasKey(thumbprint)
                ? null
                : new("client-certificate-key", "RFC 8705 §2.2", "Register the key of the certificate in jwks, or publish it at jwks_uri.");
    }
}
