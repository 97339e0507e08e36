using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AppHost.Certificates;

/// <summary>Certificates for a development machine: ECDSA P-256, RFC 5280 profiles.</summary>
internal static class CertificateMint
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>An authority for names of this machine alone: whoever steals its key gains nothing on other sites.</summary>
    public static X509Certificate2 Authority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request($"Identity local authority {Environment.MachineName}", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(NameConstraints.ThisMachine());
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    public static X509Certificate2 Server(X509Certificate2 authority, DateTimeOffset now)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return Signed("localhost", ServerAuthentication, names.Build(), authority, now);
    }

    public static X509Certificate2 Client(X509Certificate2 authority, DateTimeOffset now) =>
        Signed("Identity local client", ClientAuthentication, null, authority, now);

    private static X509Certificate2 Signed(
        string name, Oid usage, X509Extension? names, X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        if (names is not null) request.CertificateExtensions.Add(names);

        var ends = now.AddDays(365) < authority.NotAfter ? now.AddDays(365) : authority.NotAfter;
        using var certificate = request.Create(authority, now.AddDays(-1), ends, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        subject.AddOrganizationName("Identity");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
