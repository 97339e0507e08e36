using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace UserDirectory.Passwords;

/// <summary>An instance that cannot verify the recorded formats is not ready, and says why.</summary>
internal sealed class PasswordHealth(ChosenPasswordFormat chosen) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(chosen.NotReadyBecause is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy());
}
