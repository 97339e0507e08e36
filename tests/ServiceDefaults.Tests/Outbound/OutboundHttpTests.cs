using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Certificates;

namespace ServiceDefaults.Tests.Outbound;

public sealed class OutboundHttpTests
{
    private static readonly (string, string)[] Https =
    [
        ("urls", "https://127.0.0.1:0"),
        ("Kestrel:Certificates:Default:Path", LoopbackCertificates.Instance.CertificateFile),
        ("Kestrel:Certificates:Default:KeyPath", LoopbackCertificates.Instance.KeyFile),
    ];

    [Theory]
    [InlineData("plain")]
    [InlineData("wrapped")]
    public async Task An_authority_of_the_trusted_file_is_trusted(string client)
    {
        await using var host = await StartAsync([.. Https, ("Outbound:TrustedCaFile", LoopbackCertificates.Instance.AuthorityFile)]);
        Assert.Equal(HttpStatusCode.OK, (await Client(host, client).GetAsync(Address(host, "localhost", "/health/live"))).StatusCode);
    }

    [Fact]
    public async Task Without_the_file_it_is_not()
    {
        await using var host = await StartAsync(Https);
        await Assert.ThrowsAsync<HttpRequestException>(() => Client(host, "plain").GetAsync(Address(host, "localhost", "/health/live")));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var host = await StartAsync([.. Https, ("Outbound:TrustedCaFile", LoopbackCertificates.Instance.AuthorityFile)]);
        Assert.Equal(HttpStatusCode.Redirect, (await Client(host, "plain").GetAsync(Address(host, "localhost", "/away"))).StatusCode);
    }

    private sealed class Wrapping : DelegatingHandler;

    private static Task<SampleHost> StartAsync((string, string)[] settings) => SampleHost.StartAsync(
        app => app.MapGet("/away", () => TypedResults.Redirect("/health/live")),
        services: services =>
        {
            services.AddHttpClient("plain");
            services.AddHttpClient("wrapped").ConfigurePrimaryHttpMessageHandler(() => new Wrapping { InnerHandler = new SocketsHttpHandler() });
        },
        settings: settings);

    private static HttpClient Client(SampleHost host, string name) => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    private static Uri Address(SampleHost host, string name, string path) => new($"https://{name}:{host.Client.BaseAddress!.Port}{path}");
}
