namespace AppHost.Certificates;

/// <summary>Where a certificate and its key lie, both as PEM.</summary>
internal sealed record CertificateFile(string Certificate, string Key)
{
    public static CertificateFile In(string directory, string name) =>
        new(Path.Combine(directory, name + ".crt"), Path.Combine(directory, name + ".key"));
}

/// <summary>The certificates of a development machine.</summary>
/// <param name="Authority">Signs the other two.</param>
/// <param name="Server">For localhost; all local hosts and samples use it.</param>
/// <param name="Client">For a client that signs in by mutual TLS (RFC 8705).</param>
internal sealed record CertificateFiles(string Directory, CertificateFile Authority, CertificateFile Server, CertificateFile Client)
{
    public static CertificateFiles In(string directory) => new(
        directory, CertificateFile.In(directory, "ca"), CertificateFile.In(directory, "server"), CertificateFile.In(directory, "client"));
}
