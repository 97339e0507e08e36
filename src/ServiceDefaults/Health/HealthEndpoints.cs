using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using ServiceDefaults.Shutdown;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults.Health;

/// <summary>Liveness, which depends on nothing; readiness, which asks every registered health check; metrics.</summary>
internal static class HealthEndpoints
{
    private const string Prefix = "/health";

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        var options = builder.Services.AddValidatedOptions<HealthOptions>(builder.Configuration, "Health", HealthOptions.Validate);
        builder.Services.AddHealthChecks();
        if (options.MetricsPort is { } port) Listen(builder.Configuration, $"http://*:{port}");
    }

    public static void MapHealth(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<HealthOptions>();
        if (options.MetricsPort is { } port)
            app.Use((http, next) => http.Connection.LocalPort != port || http.Request.Path.StartsWithSegments(Prefix)
                ? next(http)
                : ApiProblem.NotFound().ExecuteAsync(http));

        app.MapGet("/health/live", Live).ExcludeFromDescription().AllowAnonymous();
        foreach (var path in new[] { "/health/ready", "/health", "/ready" })
            app.MapGet(path, ReadyAsync).ExcludeFromDescription().AllowAnonymous();
        app.MapGet("/health/metrics", Metrics).ExcludeFromDescription().AllowAnonymous();
    }

    private static JsonHttpResult<HealthReading> Live() => TypedResults.Json(new HealthReading("healthy", null), ApiJson.Options);

    private static async Task<JsonHttpResult<HealthReading>> ReadyAsync(HealthCheckService checks, Drain drain, CancellationToken cancellationToken)
    {
        if (drain.HasBegun) return Answer(new HealthReading("stopping", null), isReady: false);
        var report = await checks.CheckHealthAsync(cancellationToken);
        var details = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => Describe(entry.Value));
        return Answer(new HealthReading(Name(report.Status), details), report.Status != HealthStatus.Unhealthy);
    }

    private static IResult Metrics(HttpContext http, HealthOptions options, IHostEnvironment environment, TelemetryPipeline telemetry) =>
        environment.IsDevelopment() || http.Connection.LocalPort == options.MetricsPort || IsInside(options, http.Connection.RemoteIpAddress)
            ? TypedResults.Text(telemetry.Scrape(), PrometheusText.ContentType)
            : ApiProblem.NotFound();

    private static bool IsInside(HealthOptions options, IPAddress? address)
    {
        if (address is null) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return options.MetricsNetworks.Any(network => IPNetwork.Parse(network).Contains(plain));
    }

    private static JsonHttpResult<HealthReading> Answer(HealthReading reading, bool isReady) =>
        TypedResults.Json(reading, ApiJson.Options, statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    // A check that throws has the exception's message as its description, which may name what the log alone may hold.
    private static CheckReading Describe(HealthReportEntry entry) =>
        new(Name(entry.Status), entry.Exception is null ? entry.Description : null, Math.Round(entry.Duration.TotalMilliseconds, 2));

    private static string Name(HealthStatus status) => status.ToString().ToLowerInvariant();

    // Endpoints in configuration win over urls, so the port joins whichever is in use.
    private static void Listen(ConfigurationManager configuration, string url) =>
        configuration.AddInMemoryCollection([configuration.GetSection("Kestrel:Endpoints").GetChildren().Any()
            ? new("Kestrel:Endpoints:Metrics:Url", url)
            : new("urls", $"{configuration["urls"] ?? "http://localhost:5000"};{url}")]);

    private sealed record HealthReading(string Status, Dictionary<string, CheckReading>? Checks);

    private sealed record CheckReading(string Status, string? Description, double DurationMs);
}
