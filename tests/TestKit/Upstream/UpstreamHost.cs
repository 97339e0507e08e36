using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestKit.Certificates;
using TestKit.Ports;

namespace TestKit.Upstream;

/// <summary>Providers elsewhere, on https loopback: one with the addresses and answers of Google, one of GitHub, and two OpenID providers
/// that are nobody in particular. What they say is in the test's hand.</summary>
public sealed class UpstreamHost : IAsyncDisposable
{
    public const string ClientId = "identity-at-upstream";
    public const string ClientSecret = "a secret: of+this%installation there";

    private readonly WebApplication _app;

    private UpstreamHost(WebApplication app, string address)
    {
        (_app, Address) = (app, address);
        Google = new OidcUpstream(app, address + "/google", "/o/oauth2/v2/auth", "/oauth2/v3/certs", "/v1/userinfo") { SendsIssuer = false };
        Workplace = new OidcUpstream(app, address + "/workplace", "/authorize", "/jwks", "/userinfo");
        University = new OidcUpstream(app, address + "/university", "/authorize", "/jwks", "/userinfo");
        GitHub = new GitHubUpstream(app, address + "/github");
        app.MapGet("/app/{**page}", () => Results.Content("<!doctype html><title>App</title>", "text/html")); // a browser shows its own error for no page
    }

    public string Address { get; }

    /// <summary>Where an app would be: a page without anything on it, at every path.</summary>
    public string App => Address + "/app";

    public OidcUpstream Google { get; }

    public OidcUpstream Workplace { get; }

    public OidcUpstream University { get; }

    public GitHubUpstream GitHub { get; }

    /// <summary>What the provider under test is started with to know all four.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Outbound:TrustedCaFile", LoopbackCertificates.Instance.AuthorityFile),
        .. Provider("Google", Google.Issuer),
        .. Provider("GitHub", GitHub.Authority),
        ("ExternalLogins:GitHub:ApiAddress", GitHub.ApiAddress),
        .. Provider("Oidc:0", Workplace.Issuer),
        ("ExternalLogins:Oidc:0:Name", "workplace"),
        ("ExternalLogins:Oidc:0:DisplayName", "Workplace"),
        .. Provider("Oidc:1", University.Issuer),
        ("ExternalLogins:Oidc:1:Name", "university"),
        ("ExternalLogins:Oidc:1:DisplayName", "University"),
        ("ExternalLogins:Oidc:1:TrustEmail", "true"),
    ];

    public static async Task<UpstreamHost> StartAsync()
    {
        var port = FreePorts.Take(1)[0];
        var certificate = X509Certificate2.CreateFromPemFile(LoopbackCertificates.Instance.CertificateFile, LoopbackCertificates.Instance.KeyFile);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var host = new UpstreamHost(app, $"https://localhost:{port.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        await app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IEnumerable<(string Key, string Value)> Provider(string key, string authority) =>
    [
        ($"ExternalLogins:{key}:ClientId", ClientId),
        ($"ExternalLogins:{key}:ClientSecret", ClientSecret),
        ($"ExternalLogins:{key}:Authority", authority),
    ];
}
