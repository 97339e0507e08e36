namespace OidcEngine.Keys;

/// <summary>Where signing and refresh-token keys are kept, encrypted under the installation's master key.</summary>
public interface IKeyStore
{
    /// <summary>Every key that is not yet removed.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A key cannot be decrypted: the instance must not
    /// serve.</exception>
    Task<IReadOnlyList<StoredKey>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key unless one of the same purpose, algorithm and sequence exists; false then. Of several instances
    /// that rotate at once, one alone gets true.</summary>
    Task<bool> AddAsync(StoredKey key, CancellationToken cancellationToken);

    /// <summary>Removes keys whose <see cref="StoredKey.RemoveAt"/> has passed.</summary>
    Task RemoveExpiredAsync(CancellationToken cancellationToken);
}

/// <summary>One key with its calendar.</summary>
public sealed record StoredKey
{
    /// <summary><c>kid</c>.</summary>
    public required string KeyId { get; init; }

    /// <summary>What it is for.</summary>
    public required KeyPurpose Purpose { get; init; }

    /// <summary>RFC 7518 §3.1 name: ES256, RS256, … or HS256 for refresh tokens.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Its place in the row of keys of the same purpose and algorithm; the first is 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>PKCS#8 for signing keys, 32 bytes for HMAC keys; in clear only in memory.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was made and, for signing keys, announced in the JWKS.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when it signs.</summary>
    public required DateTimeOffset ActiveFrom { get; init; }

    /// <summary>Until when it signs.</summary>
    public required DateTimeOffset ActiveUntil { get; init; }

    /// <summary>Until when it verifies: past the life of everything that it signed.</summary>
    public required DateTimeOffset RemoveAt { get; init; }
}

/// <summary>What a key is for.</summary>
public enum KeyPurpose
{
    /// <summary>Signs tokens; its public part is in the JWKS.</summary>
    Signing,

    /// <summary>Authenticates refresh tokens; never leaves the server.</summary>
    RefreshToken,
}
