using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Configuration;
using ServiceDefaults.Requests;

namespace ServiceDefaults.Tests.Requests;

public sealed class RequestTests
{
    [Fact]
    public async Task A_harmless_request_id_is_kept_and_sent_back()
    {
        await using var host = await SampleHost.StartAsync();
        var (response, _) = await host.GetAsync("/health/live", ("X-Request-Id", "order-7.a_B"));
        Assert.Equal("order-7.a_B", response.Headers.GetValues("X-Request-Id").Single());
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("{\"level\":\"error\"}")]
    [InlineData("<script>")]
    public async Task Another_request_id_is_replaced(string id)
    {
        await using var host = await SampleHost.StartAsync();
        var (response, _) = await host.GetAsync("/health/live", ("X-Request-Id", id));
        Assert.Matches("^[0-9a-f]{32}$", response.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task A_request_id_of_more_than_128_characters_is_replaced()
    {
        await using var host = await SampleHost.StartAsync();
        var (response, _) = await host.GetAsync("/health/live", ("X-Request-Id", new string('a', 129)));
        Assert.Equal(32, response.Headers.GetValues("X-Request-Id").Single().Length);
    }

    [Theory]
    [InlineData("Development", "localhost:3002", 200)]
    [InlineData("Development", "evil.example", 400)]
    [InlineData("Production", "api.example.com", 200)]
    [InlineData("Production", "API.example.com:443", 200)]
    [InlineData("Production", "other.example.com", 200)]
    [InlineData("Production", "localhost", 400)]
    [InlineData("Production", "api.example.com.evil.example", 400)]
    [InlineData("Production", "", 400)]
    public async Task Only_configured_host_names_are_served(string environment, string name, int status)
    {
        await using var host = await SampleHost.StartAsync(
            app => app.MapGet("/it", () => "ok"), environment,
            settings: [("Identity:UserApiUrl", "https://api.example.com"), ("Proxy:AllowedHosts:0", "other.example.com")]);
        var response = await host.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/it") { Headers = { Host = name.Length == 0 ? "127.0.0.1" : name } });
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_probe_may_come_by_address()
    {
        await using var host = await SampleHost.StartAsync(environment: "Production");
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
    }

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9")]
    public async Task A_forwarded_address_counts_only_from_a_trusted_proxy(string? trusted, string seen)
    {
        await using var host = await SampleHost.StartAsync(
            app => app.MapGet("/ip", (HttpContext http) => TypedResults.Json(ClientAddress.Of(http))),
            settings: trusted is null ? [] : [("Proxy:Trusted:0", trusted)]);
        var (_, address) = await host.GetAsync("/ip", ("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal(seen, address.GetString());
    }

    [Fact]
    public async Task Of_several_forwarded_addresses_the_last_that_is_no_proxy_counts()
    {
        await using var host = await SampleHost.StartAsync(
            app => app.MapGet("/ip", (HttpContext http) => TypedResults.Json(ClientAddress.Of(http))),
            settings: [("Proxy:Trusted:0", "127.0.0.1"), ("Proxy:Trusted:1", "10.0.0.0/8")]);
        var (_, address) = await host.GetAsync("/ip", ("X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.1.2.3")); // the first is the caller's invention
        Assert.Equal("203.0.113.9", address.GetString());
    }

    [Fact]
    public async Task A_forwarded_host_is_never_believed()
    {
        await using var host = await SampleHost.StartAsync(
            app => app.MapGet("/host", (HttpContext http) => TypedResults.Json(http.Request.Host.Value)), settings: [("Proxy:Trusted:0", "127.0.0.1")]);
        var (_, name) = await host.GetAsync("/host", ("X-Forwarded-Host", "evil.example"));
        Assert.StartsWith("127.0.0.1", name.GetString());
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start()
    {
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => SampleHost.StartAsync(settings: [("Proxy:Trusted:0", "gateway")]));
        Assert.Contains("Proxy:Trusted", failure.Message);
    }

    [Theory]
    [InlineData("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("::1", "::1")]
    public void One_customers_addresses_are_one_network(string address, string network)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        Assert.Equal(network, ClientAddress.NetworkOf(http));
    }

    [Fact]
    public async Task The_server_does_not_name_itself()
    {
        await using var host = await SampleHost.StartAsync();
        Assert.Empty((await host.Client.GetAsync("/health/live")).Headers.Server);
    }
}
