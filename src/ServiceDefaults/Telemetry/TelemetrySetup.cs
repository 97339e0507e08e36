using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Telemetry;

/// <summary>Logs as JSON lines on standard output; traces and metrics through OpenTelemetry.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder, ServiceDescription service)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        // The framework tells of each request in several lines; RequestMiddleware does in one.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);

        var options = builder.Services.AddValidatedOptions<TelemetryOptions>(builder.Configuration, "OpenTelemetry", TelemetryOptions.Validate);
        builder.Services.TryAddSingleton(_ => new TelemetryPipeline(service.Name, options));
        builder.Services.AddHostedService<TelemetryStart>();
    }

    /// <summary>The pipeline hears from its creation on, so it is created with the host.</summary>
    private sealed class TelemetryStart(TelemetryPipeline pipeline) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
