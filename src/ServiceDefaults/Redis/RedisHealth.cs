using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Redis;

/// <summary>Without Redis a host is degraded and still ready: to take every instance away would turn a lost counter into an outage.</summary>
internal sealed class RedisHealth(RedisLink link) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(link.IsWell
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Redis does not answer: limits are counted by each instance for itself."));
}
