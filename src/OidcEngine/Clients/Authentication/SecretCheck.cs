using System.Security.Cryptography;
using System.Text;
using OidcEngine.Errors;

namespace OidcEngine.Clients.Authentication;

/// <summary>Compares a presented secret with those of a client, in the same time whatever the outcome.</summary>
internal sealed class SecretCheck(TimeProvider time)
{
    /// <summary>Compared with where there is no secret; its preimage is known to nobody.</summary>
    private static readonly ClientSecret[] Nobodys = [new(RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes))];

    /// <summary>Null when the secret is one of the client's that is in force.</summary>
    public RefusalReason? Verify(Client? client, string secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), hash);

        var known = client is { Secrets.Count: > 0 } ? client.Secrets : Nobodys;
        var now = time.GetUtcNow();
        var fits = false;
        foreach (var one in known)
            fits |= CryptographicOperations.FixedTimeEquals(hash, one.Sha256) & !(one.ExpiresAt <= now);
        return fits && client is not null
            ? null
            : new RefusalReason("client-secret", "RFC 6749 §2.3.1", "Send the secret that is registered, in the encoding of §2.3.1.");
    }
}
