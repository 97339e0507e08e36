using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AppHost.Certificates;
using ServiceDefaults.Configuration;
using TestKit.Time;

namespace AppHost.Tests.Certificates;

public sealed class LocalCertificatesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("identity-certs-").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_server_certificate_is_for_this_machine_and_signed_by_the_authority()
    {
        var files = LocalCertificates.Ensure(_directory, _time);
        using var server = X509CertificateLoader.LoadCertificateFromFile(files.Server.Certificate);
        var names = server.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();

        Assert.Equal(["localhost"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.True(IsTrusted(server, files));
        Assert.Contains("1.3.6.1.5.5.7.3.1", Usages(server));
    }

    [Fact]
    public void The_client_certificate_is_for_clients_alone()
    {
        var files = LocalCertificates.Ensure(_directory, _time);
        using var client = X509CertificateLoader.LoadCertificateFromFile(files.Client.Certificate);
        Assert.Equal(["1.3.6.1.5.5.7.3.2"], Usages(client));
        Assert.True(IsTrusted(client, files));
    }

    [Fact] // RFC 5280 §4.2.1.10: a stolen local authority cannot vouch for the sites of others
    public void The_authority_cannot_vouch_for_another_name()
    {
        var files = LocalCertificates.Ensure(_directory, _time);
        using var authority = X509Certificate2.CreateFromPemFile(files.Authority.Certificate, files.Authority.Key);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bank.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("bank.example");
        request.CertificateExtensions.Add(names.Build());
        using var forged = request.Create(authority, _time.GetUtcNow(), _time.GetUtcNow().AddDays(1), [1, 2, 3]);
        Assert.False(IsTrusted(forged, files));
    }

    [Fact]
    public void What_was_made_is_kept()
    {
        var first = Contents(LocalCertificates.Ensure(_directory, _time));
        _time.Advance(TimeSpan.FromDays(300));
        Assert.Equal(first, Contents(LocalCertificates.Ensure(_directory, _time)));
    }

    [Fact]
    public void A_certificate_that_ends_soon_is_renewed_under_the_same_authority()
    {
        var files = LocalCertificates.Ensure(_directory, _time);
        var (server, authority) = (File.ReadAllText(files.Server.Certificate), File.ReadAllText(files.Authority.Certificate));
        _time.Advance(TimeSpan.FromDays(340));
        LocalCertificates.Ensure(_directory, _time);

        Assert.NotEqual(server, File.ReadAllText(files.Server.Certificate));
        Assert.Equal(authority, File.ReadAllText(files.Authority.Certificate));
        using var renewed = X509CertificateLoader.LoadCertificateFromFile(files.Server.Certificate);
        Assert.True(IsTrusted(renewed, files));
    }

    [Theory]
    [InlineData("server.key", "")]
    [InlineData("server.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("ca.key", "damaged")]
    [InlineData("client.crt", "damaged")]
    public void What_is_damaged_is_made_anew(string file, string content)
    {
        LocalCertificates.Ensure(_directory, _time);
        File.WriteAllText(Path.Combine(_directory, file), content);
        var files = LocalCertificates.Ensure(_directory, _time);
        foreach (var certificate in new[] { files.Server, files.Client })
        {
            using var loaded = X509Certificate2.CreateFromPemFile(certificate.Certificate, certificate.Key);
            Assert.True(IsTrusted(loaded, files));
        }
    }

    [Fact]
    public void A_new_authority_signs_new_certificates()
    {
        var files = LocalCertificates.Ensure(_directory, _time);
        File.Delete(files.Authority.Certificate);
        LocalCertificates.Ensure(_directory, _time);
        using var server = X509CertificateLoader.LoadCertificateFromFile(files.Server.Certificate);
        Assert.True(IsTrusted(server, files));
    }

    [Fact]
    public void Keys_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        LocalCertificates.Ensure(_directory, _time);
        var keys = Directory.GetFiles(_directory, "*.key");
        Assert.Equal(3, keys.Length);
        if (OperatingSystem.IsWindows()) return;
        foreach (var key in keys) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_one_sentence()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllText(file, "");
        var failure = Assert.Throws<StartupFailure>(() => LocalCertificates.Ensure(Path.Combine(file, "certs"), _time));
        Assert.Contains("Certificates:Directory", failure.Message);
    }

    private bool IsTrusted(X509Certificate2 certificate, CertificateFiles files)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(files.Authority.Certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().AddMinutes(1).UtcDateTime;
        return chain.Build(certificate);
    }

    private static string[] Usages(X509Certificate2 certificate) =>
        [.. certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(usage => usage.Value!)];

    private static string Contents(CertificateFiles files) =>
        string.Concat(Directory.GetFiles(files.Directory, "*.*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Order().Select(File.ReadAllText));
}
