using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.Tests.Host;

/// <summary>Lets a request show a certificate as if it had been proven at the TLS connection: the test server has none.</summary>
internal sealed class ShownCertificate : IStartupFilter
{
    private const string Header = "X-Test-Certificate";

    public static void Accept(IServiceCollection services) => services.AddSingleton<IStartupFilter, ShownCertificate>();

    public static X509Certificate2 New(string name = "client")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(Fakes.ManualTime.Start.AddDays(-1), Fakes.ManualTime.Start.AddDays(1));
    }

    public static void Show(HttpRequestMessage request, X509Certificate2 certificate) =>
        request.Headers.Add(Header, Convert.ToBase64String(certificate.RawData));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, following) =>
        {
            if (http.Request.Headers[Header] is [{ } encoded])
                http.Connection.ClientCertificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(encoded));
            return following(http);
        });
        next(app);
    };
}
