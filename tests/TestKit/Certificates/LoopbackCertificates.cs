using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TestKit.Certificates;

/// <summary>A certificate authority of this test process alone, and one server certificate for localhost, as PEM files.</summary>
public sealed class LoopbackCertificates
{
    private static readonly Lazy<LoopbackCertificates> One = new(() => new LoopbackCertificates());

    private LoopbackCertificates()
    {
        var folder = Directory.CreateTempSubdirectory("identity-tests-certificates-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);

        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Identity tests", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authority.PublicKey, false));
        using var authorityCertificate = authority.CreateSelfSigned(from, from.AddDays(90)); // AppHost renews what ends within 30 days
        Authority = X509CertificateLoader.LoadCertificate(authorityCertificate.RawData);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = server.Create(authorityCertificate, from, from.AddDays(89), RandomNumberGenerator.GetBytes(12));

        AuthorityFile = Write(folder, "ca.crt", authorityCertificate.ExportCertificatePem());
        var authorityKeyFile = Write(folder, "ca.key", authorityKey.ExportPkcs8PrivateKeyPem());
        CertificateFile = Write(folder, "server.crt", certificate.ExportCertificatePem());
        KeyFile = Write(folder, "server.key", key.ExportPkcs8PrivateKeyPem());
        Files = [AuthorityFile, authorityKeyFile, CertificateFile, KeyFile];
        PublicKeyHash = Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    public static LoopbackCertificates Instance => One.Value;

    public X509Certificate2 Authority { get; }

    public string AuthorityFile { get; }

    public string CertificateFile { get; }

    public string KeyFile { get; }

    /// <summary>All of them, named as AppHost names its own.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>For Chromium's --ignore-certificate-errors-spki-list.</summary>
    public string PublicKeyHash { get; }

    /// <summary>A handler that trusts this authority alone, follows no redirect and keeps no cookie unless told to.</summary>
    public SocketsHttpHandler NewHandler(CookieContainer? cookies = null) => NewHandler(Authority, cookies);

    /// <summary>The same for another authority.</summary>
    public static SocketsHttpHandler NewHandler(X509Certificate2 authority, CookieContainer? cookies = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = cookies is not null,
        CookieContainer = cookies ?? new CookieContainer(),
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };

    private static string Write(string folder, string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
