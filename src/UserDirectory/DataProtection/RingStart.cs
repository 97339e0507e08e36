using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using ServiceDefaults.Configuration;
using UserDirectory.Database;

namespace UserDirectory.DataProtection;

/// <summary>Stops an instance that has another master key than the one before it: the framework would pass over the keys that it cannot
/// open, and make the ring one of its own.</summary>
internal sealed class RingStart(IKeyManager keys) : ISeed
{
    public Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var key in keys.GetAllKeys())
                key.CreateEncryptor();
            return Task.CompletedTask;
        }
        catch (CryptographicException exception)
        {
            throw new StartupFailure(
                "Identity:MasterKeyFile does not hold the key that the database was written with: restore it, as a line of its own.",
                exception);
        }
    }
}
