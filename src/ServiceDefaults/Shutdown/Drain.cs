using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Shutdown;

/// <summary>Section <c>Shutdown</c>.</summary>
internal sealed class ShutdownOptions
{
    /// <summary>How long the host still takes requests after SIGTERM, while its readiness says no, so that load balancers turn away.</summary>
    public TimeSpan? DrainDelay { get; set; }

    /// <summary>How long running requests may take after that.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public static string? Validate(ShutdownOptions options)
    {
        if (options.DrainDelay < TimeSpan.Zero || options.DrainDelay > TimeSpan.FromMinutes(5))
            return "The setting Shutdown:DrainDelay must lie between 00:00:00 and 00:05:00.";
        return options.Timeout <= TimeSpan.Zero ? "The setting Shutdown:Timeout must be longer than 00:00:00." : null;
    }
}

/// <summary>The state of a host that is going down.</summary>
internal sealed class Drain(ShutdownOptions options, IHostEnvironment environment, TimeProvider time, ILogger<Drain> logger)
    : IHostedLifecycleService
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    /// <summary>Runs before the server stops to listen.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        var delay = options.DrainDelay ?? (environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
        if (delay == TimeSpan.Zero) return;
        logger.Draining(delay);
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class DrainSetup
{
    public static void AddDrain(this WebApplicationBuilder builder)
    {
        var options = builder.Services.AddValidatedOptions<ShutdownOptions>(builder.Configuration, "Shutdown", ShutdownOptions.Validate);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Drain>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Timeout + (options.DrainDelay ?? TimeSpan.FromSeconds(5)));
    }
}
