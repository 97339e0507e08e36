using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace OidcClient.Tests.ApiAccess;

/// <summary>Lets a request show a certificate as if it had been proven at the TLS connection.</summary>
internal sealed class ShownCertificate : IStartupFilter
{
    public const string Header = "X-Test-Certificate";

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
