using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestKit.Certificates;
using TestKit.Ports;

namespace OidcClient.Tests.Fakes;

/// <summary>A host on https loopback whose HTTP clients trust the tests' authority.</summary>
internal static class LoopbackHost
{
    private static readonly X509Certificate2 ServerCertificate = X509Certificate2.CreateFromPemFile(
        LoopbackCertificates.Instance.CertificateFile, LoopbackCertificates.Instance.KeyFile);

    public static (WebApplication App, string Address) Create(Action<IServiceCollection> configure) => Create((services, _) => configure(services));

    public static (WebApplication App, string Address) Create(Action<IServiceCollection, string> configure)
    {
        var port = FreePorts.Take(1)[0];
        var address = $"https://localhost:{port}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(ServerCertificate)));
        builder.Services.ConfigureHttpClientDefaults(http => http.UseSocketsHttpHandler((handler, _) =>
            handler.SslOptions.CertificateChainPolicy = LoopbackCertificates.Instance.NewHandler().SslOptions.CertificateChainPolicy));
        configure(builder.Services, address);
        return (builder.Build(), address);
    }
}
