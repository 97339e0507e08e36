using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TestKit.Certificates;

/// <summary>A certificate authority for clients (RFC 8705 §2.1), made by the test that needs it.</summary>
public sealed class TestAuthority : IDisposable
{
    public const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    public const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(string name = "Clients", DateTimeOffset? now = null)
    {
        Now = now ?? TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Certificate = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(300));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>When its certificates are good, unless a test says otherwise.</summary>
    public DateTimeOffset Now { get; }

    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>A certificate with its key.</summary>
    /// <param name="subject">The distinguished name, the first attribute last in the certificate, as .NET and RFC 4514 write it.</param>
    /// <param name="names">Adds alternative names.</param>
    /// <param name="from">Since when it is good; yesterday when null.</param>
    /// <param name="to">Until when; tomorrow when null.</param>
    /// <param name="usage">The extended key usage; null for none.</param>
    public X509Certificate2 Issue(
        string subject, Action<SubjectAlternativeNameBuilder>? names = null, DateTimeOffset? from = null, DateTimeOffset? to = null,
        string? usage = ClientUsage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Request(new X500DistinguishedName(subject), key, names, usage).Create(
            Certificate, from ?? Now.AddDays(-1), to ?? Now.AddDays(1), RandomNumberGenerator.GetBytes(12));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate that its own key signed (RFC 8705 §2.2).</summary>
    public static X509Certificate2 SelfSigned(string subject, DateTimeOffset now, DateTimeOffset? to = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(new X500DistinguishedName(subject), key, null, ClientUsage).CreateSelfSigned(now.AddDays(-2), to ?? now.AddDays(1));
    }

    public void Dispose()
    {
        _key.Dispose();
        Certificate.Dispose();
    }

    private static CertificateRequest Request(
        X500DistinguishedName subject, ECDsa key, Action<SubjectAlternativeNameBuilder>? names, string? usage)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (usage is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is null) return request;
        var builder = new SubjectAlternativeNameBuilder();
        names(builder);
        request.CertificateExtensions.Add(builder.Build());
        return request;
    }
}
