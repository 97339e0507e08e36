using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Outbound;

namespace ServiceDefaults.Tests.Outbound;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")] // cloud metadata
    [InlineData("100.64.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void An_inner_address_is_not_public(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void An_outer_address_is_public(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Production", null, false)]
    [InlineData("Production", "true", true)]
    [InlineData("Development", "false", false)]
    public async Task A_guarded_client_reaches_inner_addresses_only_where_that_is_allowed(string environment, string? setting, bool reaches)
    {
        await using var host = await SampleHost.StartAsync(
            environment: environment, services: services => services.AddGuardedHttpClient("hooks"),
            settings: setting is null ? [] : [("Outbound:AllowPrivateNetworks", setting)]);
        using var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("hooks");
        var address = new Uri($"http://localhost:{host.Client.BaseAddress!.Port}/health/live"); // a name that leads inside
        if (reaches)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address)).StatusCode);
        else
            Assert.Contains("public internet", (await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address))).ToString());
    }
}
