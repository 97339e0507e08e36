using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.MutualTls;

/// <summary>Section <c>Mtls</c>: where clients show certificates (RFC 8705).</summary>
public sealed class MutualTlsSettings
{
    public const string Section = "Mtls";

    /// <summary>The port on which the host itself asks for a certificate. On no other is one asked for, so that browsers never do.</summary>
    public int? Port { get; set; }

    /// <summary>How clients reach that port, or the proxy that asks in its place. Unset: the host's public URL with <see cref="Port"/>.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>A PEM file of the authorities whose clients authenticate by <c>tls_client_auth</c>.</summary>
    public string? TrustedCaFile { get; set; }

    /// <summary>The header in which the proxies of <c>Proxy:Trusted</c> pass a client's certificate on.</summary>
    public string? ForwardedHeader { get; set; }

    /// <summary>Whether certificates can be shown at all.</summary>
    public bool IsOn => Port is not null || HasForwardedHeader;

    internal bool HasForwardedHeader => !string.IsNullOrEmpty(ForwardedHeader);

    public static string? Problem(MutualTlsSettings settings)
    {
        if (settings.Port is < 1 or > 65535) return $"The setting {Section}:Port is {settings.Port}: choose a port from 1 to 65535.";
        if (!string.IsNullOrEmpty(settings.PublicUrl))
            return Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.AbsolutePath == "/"
                ? null
                : $"The setting {Section}:PublicUrl is \"{settings.PublicUrl}\": write an https address without a path.";
        return settings is { HasForwardedHeader: true, Port: null }
            ? $"The setting {Section}:PublicUrl is missing: write the https address at which the proxy asks clients for certificates."
            : null;
    }

    /// <summary>The address that clients with certificates call, without a trailing slash.</summary>
    /// <param name="publicUrl">The host's own public URL.</param>
    public string AddressBeside(string publicUrl) => string.IsNullOrEmpty(PublicUrl)
        ? new UriBuilder(publicUrl) { Port = Port!.Value }.Uri.GetLeftPart(UriPartial.Authority)
        : PublicUrl.TrimEnd('/');

    /// <summary>The certificates of <see cref="TrustedCaFile"/>; none when it is unset.</summary>
    /// <exception cref="StartupFailure">The file cannot be read, or holds no certificate.</exception>
    public X509Certificate2Collection ReadAuthorities()
    {
        X509Certificate2Collection authorities = [];
        if (string.IsNullOrEmpty(TrustedCaFile)) return authorities;
        try
        {
            authorities.ImportFromPemFile(TrustedCaFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupFailure($"The file {TrustedCaFile} ({Section}:TrustedCaFile) cannot be read: {exception.Message}", exception);
        }

        return authorities.Count > 0
            ? authorities
            : throw new StartupFailure($"The file {TrustedCaFile} ({Section}:TrustedCaFile) holds no certificate in PEM.");
    }
}
