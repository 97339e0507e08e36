using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OidcEngine.Keys;

/// <summary>Readiness: an instance that has not read the key ring can neither sign nor verify.</summary>
internal sealed class KeyRingHealth(KeyRing ring) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ring.IsLoaded
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The key ring has not been read: see the log for the reason."));
}
