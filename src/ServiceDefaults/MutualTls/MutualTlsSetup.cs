using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.MutualTls;

/// <summary>The port that asks for certificates, and the header that stands in for it behind a proxy. Whoever then wants the client's
/// certificate finds it in <c>HttpContext.Connection</c>; whether it is a good one is theirs to say.</summary>
internal static class MutualTlsSetup
{
    public static void AddMutualTls(this WebApplicationBuilder builder)
    {
        var settings = builder.Services.AddValidatedOptions<MutualTlsSettings>(
            builder.Configuration, MutualTlsSettings.Section, MutualTlsSettings.Problem);
        if (settings.Port is not { } port) return;

        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, WithPort(builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey), port));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint?.Port == port) endpoint.UseHttps(AskForCertificate);
        }));
    }

    public static void UseMutualTls(this WebApplication app)
    {
        if (app.Services.GetRequiredService<MutualTlsSettings>().HasForwardedHeader) app.UseMiddleware<ForwardedCertificateMiddleware>();
    }

    /// <summary>The same host as the first https address, on the port.</summary>
    private static string WithPort(string? urls, int port)
    {
        var addresses = urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var https = addresses.FirstOrDefault(address => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            ?? throw new StartupFailure(
                $"The setting {MutualTlsSettings.Section}:Port needs an https address among the urls; behind a proxy that ends TLS, set "
                + $"{MutualTlsSettings.Section}:ForwardedHeader instead.");
        var added = string.Create(CultureInfo.InvariantCulture, $"https://{BindingAddress.Parse(https).Host}:{port}");
        return string.Join(';', [.. addresses, added]);
    }

    /// <summary>Any certificate is let in, also one that its owner signed (RFC 8705 §2.2): TLS has proven that the client holds its key,
    /// and client authentication decides what it is worth. Nothing that a certificate points at is downloaded. No session is resumed: one
    /// that began on another port, where no certificate was asked for, would go on without.</summary>
    private static void AskForCertificate(HttpsConnectionAdapterOptions https)
    {
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = static (_, _, _) => true;
        https.OnAuthenticate = static (_, tls) =>
        {
            tls.AllowTlsResume = false;
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
        };
    }
}
