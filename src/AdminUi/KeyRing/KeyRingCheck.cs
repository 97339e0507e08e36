using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdminUi.KeyRing;

/// <summary>Not ready while a key of the ring cannot be read: the cookies under it would be lost.</summary>
internal sealed class KeyRingCheck(IKeyManager keys) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            foreach (var key in keys.GetAllKeys())
                if (!key.IsRevoked) key.CreateEncryptor();
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(
                "A key under DataProtection:KeysPath cannot be read: is it the right Identity:MasterKeyFile?"));
        }
    }
}
