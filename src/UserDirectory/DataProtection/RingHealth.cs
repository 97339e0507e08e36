using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace UserDirectory.DataProtection;

/// <summary>Readiness: this instance can open what the others seal. One that has another master key would sign everybody out.</summary>
internal sealed class RingHealth(IKeyManager keys, IDataProtectionProvider protection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            foreach (var key in keys.GetAllKeys())
                if (!key.IsRevoked && key.CreateEncryptor() is null)
                    return Task.FromResult(Unreadable());
            protection.CreateProtector("health").Protect([]);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (CryptographicException)
        {
            return Task.FromResult(Unreadable());
        }
    }

    private static HealthCheckResult Unreadable() => HealthCheckResult.Unhealthy(
        "The Data Protection ring cannot be read: Identity:MasterKeyFile must hold the key that wrote it.");
}
