using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using ServiceDefaults.Headers;
using ServiceDefaults.Health;
using ServiceDefaults.Json;
using ServiceDefaults.Localisation;
using ServiceDefaults.MutualTls;
using ServiceDefaults.Outbound;
using ServiceDefaults.Problems;
using ServiceDefaults.RateLimiting;
using ServiceDefaults.Redis;
using ServiceDefaults.Requests;
using ServiceDefaults.Shutdown;
using ServiceDefaults.Telemetry;

namespace ServiceDefaults;

/// <summary>Builds and runs a host with everything that all hosts share.</summary>
public static class ServiceHost
{
    /// <summary>A builder with the shared services. The host adds its own, then calls <c>overrides.Services</c>.</summary>
    public static WebApplicationBuilder CreateBuilder(ServiceDescription service, string[] args, HostOverrides overrides)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = service.Name,
            ContentRootPath = overrides.ContentRoot,
            EnvironmentName = overrides.Environment,
        });
        builder.Configuration.AddInMemoryCollection(overrides.Configuration);
        builder.WebHost.UseStaticWebAssets(); // also outside development, for a build that was not published
        return builder.AddServiceDefaults(service);
    }

    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, ServiceDescription service)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(service);
        builder.Services.AddSingleton(PublicUrls.Read(builder.Configuration, builder.Environment));
        builder.AddTelemetry(service);
        builder.AddHealth();
        builder.AddRequestRules();
        builder.AddMutualTls();
        builder.AddRedis();
        builder.AddRateLimits();
        builder.AddOutboundHttp();
        builder.AddDrain();
        builder.Services.AddApiJson();
        builder.Services.AddStrings();
        return builder;
    }

    /// <summary>The shared middleware, and the health endpoints. Call it first. The host goes on with <c>UseRouting</c>,
    /// authentication, authorization, <c>UseRateLimits</c> and its endpoints.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseMutualTls();
        app.UseRequestRules();
        app.UseSecurityHeaders();
        app.UseFaults();
        app.UseAllowedHosts();
        app.MapHealth();
        return app;
    }

    /// <summary>Runs a host until it is told to stop. A setting that cannot be, or a port that is taken, ends it with one sentence.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var app = build();
            await ((IHost)app).RunAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (StartupFailure.Explain(exception) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }
}
