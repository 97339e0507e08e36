using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OidcEngine.Http;

namespace OidcEngine.Tests.Http;

public sealed class OutboundHandlerTests : IAsyncLifetime
{
    private readonly WebApplication _peer = CreatePeer();
    private int _calls;

    private string Address => _peer.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public async ValueTask InitializeAsync()
    {
        _peer.Map("/redirect", () => { _calls++; return Results.Redirect("/target"); });
        _peer.Map("/target", () => { _calls++; return Results.Ok(); });
        await _peer.StartAsync();
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    [Theory]
    [InlineData("https://localhost:1/")]
    [InlineData("https://127.0.0.1:1/")]
    [InlineData("https://[::1]:1/")]
    [InlineData("https://[::ffff:127.0.0.1]:1/")]
    [InlineData("https://0x7f000001:1/")]
    [InlineData("https://2130706433:1/")]
    [InlineData("https://0/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.1/")]
    public async Task Addresses_that_are_not_public_are_not_connected_to(string address)
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(address, allowPrivateNetworks: false));
        Assert.StartsWith("The name has no public address.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_is_not_spoken()
    {
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Address + "/target", allowPrivateNetworks: false));
        Assert.Equal("Only https addresses are called.", failure.Message);
        Assert.Equal(0, _calls);
    }

    [Fact]
    public async Task A_setting_for_development_allows_both()
    {
        using var response = await SendAsync(Address + "/target", allowPrivateNetworks: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        using var response = await SendAsync(Address + "/redirect", allowPrivateNetworks: true);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(1, _calls);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    public async Task No_other_scheme_is_spoken_even_in_development(string address) =>
        await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(address, allowPrivateNetworks: true));

    private static async Task<HttpResponseMessage> SendAsync(string address, bool allowPrivateNetworks)
    {
        using var handler = new OutboundHandler(allowPrivateNetworks);
        using var invoker = new HttpMessageInvoker(handler);
        return await invoker.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), CancellationToken.None);
    }

    private static WebApplication CreatePeer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
