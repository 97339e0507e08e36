using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Outbound;

/// <summary>Whom our own clients trust: the system's authorities, and those of <c>Outbound:TrustedCaFile</c>.</summary>
internal sealed class ServerTrust
{
    private readonly X509Certificate2Collection _authorities = [];

    /// <exception cref="StartupFailure">The file cannot be read, or holds no certificate.</exception>
    public ServerTrust(OutboundOptions options)
    {
        if (options.TrustedCaFile is not { Length: > 0 } file) return;
        try
        {
            _authorities.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupFailure($"The file {file} (Outbound:TrustedCaFile) cannot be read: {exception.Message}", exception);
        }

        if (_authorities.Count == 0) throw new StartupFailure($"The file {file} (Outbound:TrustedCaFile) holds no certificate in PEM.");
    }

    /// <summary>Tells the handler that opens the connections, which may lie inside others.</summary>
    public void Apply(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler outer) handler = outer.InnerHandler;
        if (_authorities.Count > 0 && handler is SocketsHttpHandler sockets)
            sockets.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
    }

    /// <summary>For what speaks TLS without HTTP.</summary>
    public void Apply(SslClientAuthenticationOptions tls)
    {
        if (_authorities.Count > 0) tls.RemoteCertificateValidationCallback = IsTrusted;
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        // A wrong name, or no certificate, is never made good by another authority.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf) return false;

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // a local authority publishes no list
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // server authentication
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(leaf);
    }
}
