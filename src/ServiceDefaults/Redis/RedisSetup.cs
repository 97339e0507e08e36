using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;
using ServiceDefaults.Notices;
using ServiceDefaults.RateLimiting;

namespace ServiceDefaults.Redis;

/// <summary>With <c>ConnectionStrings:Redis</c>, limits are counted in common and changes are told to the other instances. Without,
/// each instance counts for itself, and learns of changes from the database within seconds.</summary>
internal static class RedisSetup
{
    public static void AddRedis(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MemoryCounters>();
        if (builder.Configuration.GetConnectionString("Redis") is not { } text || string.IsNullOrWhiteSpace(text))
        {
            services.AddSingleton<IRateLimitStore>(provider => provider.GetRequiredService<MemoryCounters>());
            services.AddSingleton<IChangeNotices, NoNotices>();
            return;
        }

        services.AddSingleton(RedisAddress.Parse(text));
        services.AddValidatedOptions<RedisOptions>(builder.Configuration, "Redis", RedisOptions.Problem);
        services.AddSingleton<RedisMetrics>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisLink>(provider));
        services.AddHostedService(provider => provider.GetRequiredService<RedisLink>());
        services.AddSingleton<IRateLimitStore, RedisCounters>();
        services.AddSingleton<RedisNotices>();
        services.AddSingleton<IChangeNotices>(provider => provider.GetRequiredService<RedisNotices>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisNotices>());
        services.AddHealthChecks().AddCheck<RedisHealth>("redis");
    }
}
