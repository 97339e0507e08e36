using System.Security.Cryptography.X509Certificates;

namespace OidcEngine.MutualTls;

/// <summary>Where clients show certificates, RFC 8705.</summary>
public sealed class MutualTlsOptions
{
    /// <summary>The address, without a trailing slash, at which the endpoints for clients ask for a certificate; the issuer stays the
    /// same (§5).</summary>
    public required string BaseAddress { get; init; }

    /// <summary>The authorities whose certificates <c>tls_client_auth</c> takes, and certificates between them and the clients' (§2.1);
    /// empty for none.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>Where an endpoint lies there.</summary>
    internal string AddressOf(string path) => BaseAddress + path;
}
