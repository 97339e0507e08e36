using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceDefaults.Configuration;

namespace AppHost.Certificates;

/// <summary>Makes the certificates at the first start and keeps them afterwards, so that a browser has to trust the authority once.
/// A certificate that ends soon, or does not fit its key or authority, is made anew.</summary>
internal static class LocalCertificates
{
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(30);

    /// <exception cref="StartupFailure">The directory cannot be written or a file in it cannot be read.</exception>
    public static CertificateFiles Ensure(string directory, TimeProvider time)
    {
        var files = CertificateFiles.In(directory);
        try
        {
            Directory.CreateDirectory(directory);
            using var exclusive = new FileStream(Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var now = time.GetUtcNow();
            using var authority = Load(files.Authority, now) ?? Save(files.Authority, CertificateMint.Authority(now));
            EnsureSigned(files.Server, authority, now, CertificateMint.Server);
            EnsureSigned(files.Client, authority, now, CertificateMint.Client);
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure(
                $"The certificates in {directory} (Certificates:Directory) cannot be read or made: {exception.Message}", exception);
        }
    }

    private static void EnsureSigned(
        CertificateFile file, X509Certificate2 authority, DateTimeOffset now, Func<X509Certificate2, DateTimeOffset, X509Certificate2> mint)
    {
        using var existing = Load(file, now);
        if (existing is not null && IsSignedBy(existing, authority, now)) return;
        Save(file, mint(authority, now)).Dispose();
    }

    // Null says that a new one is needed.
    private static X509Certificate2? Load(CertificateFile file, DateTimeOffset now)
    {
        if (!File.Exists(file.Certificate) || !File.Exists(file.Key)) return null;
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(file.Certificate, file.Key);
            if (certificate.NotAfter.ToUniversalTime() - EndsSoon > now && certificate.NotBefore.ToUniversalTime() <= now) return certificate;
            certificate.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            return null; // damaged, or a key of another certificate
        }
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        return chain.Build(certificate);
    }

    private static X509Certificate2 Save(CertificateFile file, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        Write(file.Key, key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(file.Certificate, certificate.ExportCertificatePem(),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return certificate;
    }

    // The file is never there half written, nor for a moment readable by others.
    private static void Write(string path, string pem, UnixFileMode mode)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using (var writer = new StreamWriter(temporary, options)) writer.WriteLine(pem);
        File.Move(temporary, path, overwrite: true);
    }
}
