using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Configuration;
using TestKit.Certificates;

namespace ServiceDefaults.Tests.MutualTls;

/// <summary>Behind a proxy that ends TLS, the client's certificate is what the proxy says; what anybody else says is nothing.</summary>
public sealed class ForwardedCertificateTests
{
    private const string Header = "X-Client-Certificate";

    private static readonly X509Certificate2 Certificate = TestAuthority.SelfSigned("CN=behind a proxy", TimeProvider.System.GetUtcNow());

    public static TheoryData<string> Spellings { get; } =
    [
        Uri.EscapeDataString(Certificate.ExportCertificatePem()), // nginx
        Convert.ToBase64String(Certificate.RawData),
        $":{Convert.ToBase64String(Certificate.RawData)}:", // RFC 9440 §2.1
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task A_trusted_proxy_passes_a_certificate_on(string value)
    {
        await using var host = await StartAsync("127.0.0.1");
        Assert.Equal("CN=behind a proxy", await AskAsync(host, (Header, value)));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.2")]
    public async Task Anybody_elses_header_is_dropped(string trusted)
    {
        await using var host = await StartAsync(trusted);
        Assert.Equal("none", await AskAsync(host, (Header, Convert.ToBase64String(Certificate.RawData))));
    }

    [Fact] // the address that counts is that of the connection, not what X-Forwarded-For makes of it
    public async Task A_stranger_does_not_become_the_proxy_by_a_header()
    {
        await using var host = await StartAsync("10.0.0.1");
        Assert.Equal("none", await AskAsync(host, ("X-Forwarded-For", "10.0.0.1"), (Header, Convert.ToBase64String(Certificate.RawData))));
        await using var trusting = await StartAsync("127.0.0.1");
        Assert.Equal(
            "CN=behind a proxy", await AskAsync(trusting, ("X-Forwarded-For", "203.0.113.7"), (Header, Convert.ToBase64String(Certificate.RawData))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("%2D%2D%2D%2D%2DBEGIN%20CERTIFICATE-----%0Aaaaa%0A-----END%20CERTIFICATE-----")]
    [InlineData("AAAA")]
    [InlineData(":AAAA:, :AAAA:")]
    public async Task What_cannot_be_read_is_no_certificate(string value)
    {
        await using var host = await StartAsync("127.0.0.1");
        Assert.Equal("none", await AskAsync(host, (Header, value)));
    }

    [Fact]
    public async Task Two_certificates_are_none()
    {
        await using var host = await StartAsync("127.0.0.1");
        var value = Convert.ToBase64String(Certificate.RawData);
        Assert.Equal("none", await AskAsync(host, (Header, value), (Header, value)));
    }

    [Fact]
    public async Task Without_the_setting_the_header_says_nothing()
    {
        await using var host = await SampleHost.StartAsync(Map, settings: [("Proxy:Trusted:0", "127.0.0.1")]);
        Assert.Equal("none", await AskAsync(host, (Header, Convert.ToBase64String(Certificate.RawData))));
    }

    [Theory]
    [InlineData("Mtls:Port", "0", "Mtls:Port")]
    [InlineData("Mtls:Port", "many", "Mtls:Port")]
    [InlineData("Mtls:Port", "3011", "Mtls:Port")] // the sample host has no https address
    [InlineData("Mtls:ForwardedHeader", "X-Client-Certificate", "Mtls:PublicUrl")]
    [InlineData("Mtls:PublicUrl", "http://mtls.example", "Mtls:PublicUrl")]
    [InlineData("Mtls:PublicUrl", "https://mtls.example/path", "Mtls:PublicUrl")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence(string key, string value, string named)
    {
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => SampleHost.StartAsync(settings: [(key, value)]));
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    private static Task<SampleHost> StartAsync(string trusted) => SampleHost.StartAsync(Map, settings:
    [
        ("Proxy:Trusted:0", trusted), ("Mtls:ForwardedHeader", Header), ("Mtls:PublicUrl", "https://mtls.example"),
    ]);

    private static void Map(WebApplication app) =>
        app.MapGet("/certificate", (HttpContext http) => http.Connection.ClientCertificate?.Subject ?? "none");

    private static async Task<string> AskAsync(SampleHost host, params (string Name, string Value)[] headers)
    {
        var (response, _) = await host.GetAsync("/certificate", headers);
        return await response.Content.ReadAsStringAsync();
    }
}
