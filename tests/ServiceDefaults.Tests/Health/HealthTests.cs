using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestKit.Ports;

namespace ServiceDefaults.Tests.Health;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/health")]
    [InlineData("/ready")]
    public async Task Readiness_names_the_check_that_fails_and_liveness_depends_on_none(string path)
    {
        await using var host = await SampleHost.StartAsync(services: services => services.AddHealthChecks()
            .AddCheck("database", () => HealthCheckResult.Unhealthy("The database does not answer."))
            .AddCheck("keys", () => HealthCheckResult.Healthy()));
        var (ready, body) = await host.GetAsync(path);
        var (live, _) = await host.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("unhealthy", body.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
        Assert.Equal("healthy", body.GetProperty("checks").GetProperty("keys").GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task A_check_that_throws_shows_no_exception()
    {
        await using var host = await SampleHost.StartAsync(services: services => services.AddHealthChecks()
            .AddCheck("database", () => throw new InvalidOperationException("Host=db;Password=x")));
        var (ready, body) = await host.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.DoesNotContain("Password", body.ToString());
    }

    [Fact]
    public async Task A_degraded_check_leaves_the_host_ready()
    {
        await using var host = await SampleHost.StartAsync(services: services => services.AddHealthChecks().AddCheck("cache", () => HealthCheckResult.Degraded()));
        var (ready, body) = await host.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal("degraded", body.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("Development", null, 200)]
    [InlineData("Production", null, 404)]
    [InlineData("Production", "10.0.0.0/8", 404)]
    [InlineData("Production", "127.0.0.0/8", 200)]
    public async Task Metrics_are_for_their_networks_alone_outside_development(string environment, string? network, int status)
    {
        await using var host = await SampleHost.StartAsync(
            environment: environment, settings: network is null ? [] : [("Health:MetricsNetworks:0", network)]);
        Assert.Equal(status, (int)(await host.Client.GetAsync("/health/metrics")).StatusCode);
    }

    [Fact]
    public async Task The_metrics_port_serves_metrics_and_nothing_else()
    {
        var ports = FreePorts.Take(2).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        await using var host = await SampleHost.StartAsync(
            app => app.MapGet("/it", () => "ok"), "Production",
            settings: [("urls", $"http://127.0.0.1:{ports[0]}"), ("Health:MetricsPort", ports[1]), ("Proxy:AllowedHosts:0", "127.0.0.1")]);

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"http://127.0.0.1:{ports[1]}/health/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync($"http://127.0.0.1:{ports[1]}/it")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync($"http://127.0.0.1:{ports[0]}/health/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"http://127.0.0.1:{ports[0]}/it")).StatusCode);
    }
}
