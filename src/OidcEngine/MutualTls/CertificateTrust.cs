using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace OidcEngine.MutualTls;

/// <summary>Whether a client's certificate is vouched for by an authority of <see cref="MutualTlsOptions"/> (RFC 5280 §6). The system's
/// authorities do not count, nothing is downloaded, and revocation is not asked for: the client's registration is what ends.</summary>
internal sealed class CertificateTrust(IOptions<OidcEngineOptions> options, TimeProvider time)
{
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>What is wrong, as a sentence; null when the certificate is to be trusted now.</summary>
    public string? ProblemOf(X509Certificate2 certificate)
    {
        if (options.Value.MutualTls is not { Authorities: { Count: > 0 } authorities }) return "No authority is configured.";
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true; // the certificate names the addresses
        policy.VerificationTime = time.GetUtcNow().LocalDateTime;
        policy.ApplicationPolicy.Add(ClientAuthentication);
        foreach (var authority in authorities) (IsRoot(authority) ? policy.CustomTrustStore : policy.ExtraStore).Add(authority);
        return chain.Build(certificate) ? null : $"Its chain: {string.Join(", ", chain.ChainStatus.Select(status => status.Status))}.";
    }

    /// <summary>Whether the certificate's dates are those of now.</summary>
    public bool IsCurrent(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        return certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime && now.UtcDateTime <= certificate.NotAfter.ToUniversalTime();
    }

    private static bool IsRoot(X509Certificate2 authority) => authority.SubjectName.RawData.AsSpan().SequenceEqual(authority.IssuerName.RawData);
}
