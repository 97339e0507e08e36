using System.Text.Json;
using Jose;
using OidcEngine.Http;

namespace OidcEngine.Keys;

/// <summary>The keys as they were read at one moment; nothing in it changes, so any number of requests read it at once.</summary>
internal sealed class KeyRingSnapshot
{
    private readonly ActiveKey[] _signing; // the newest first
    private readonly RefreshTokenKey[] _refresh; // the newest first

    /// <summary>Takes the keys that are not yet to be removed; <paramref name="previous"/> lends what it has already imported.</summary>
    public KeyRingSnapshot(IEnumerable<StoredKey> keys, KeyRingSnapshot? previous, DateTimeOffset now)
    {
        var current = keys.Where(key => key.RemoveAt > now).OrderByDescending(key => key.Sequence).ToList();
        _signing = [.. current.Where(IsUsable).Select(key => new ActiveKey(key.ActiveFrom, Import(key, previous)))];
        _refresh = [.. ReadRefreshKeys(current)];

        var published = _signing.Select(entry => entry.Key.PublicKey).ToList();
        Verification = new VerificationKeySet(published);
        Jwks = CachedDocument.Create(published, WriteJwks);
    }

    /// <summary>Every key that still verifies, and those announced.</summary>
    public VerificationKeySet Verification { get; }

    /// <summary>The same as a JWK Set, RFC 7517 §5.</summary>
    public CachedDocument Jwks { get; }

    /// <summary>The key that signs now: the newest that is active. Where the calendar was missed, the newest that ever was active goes
    /// on, and where the clock is behind, the one that will be first; null only when there is none of this algorithm.</summary>
    public SigningKey? ForSigning(string algorithm, DateTimeOffset now)
    {
        SigningKey? oldest = null;
        foreach (var entry in _signing)
        {
            if (entry.Key.Algorithm != algorithm) continue;
            if (entry.ActiveFrom <= now) return entry.Key;
            oldest = entry.Key;
        }
        return oldest;
    }

    /// <summary>The key with which new refresh families start, chosen like a signing key.</summary>
    public RefreshTokenKey? ForRefreshTokens(DateTimeOffset now) =>
        Array.Find(_refresh, key => key.ActiveFrom <= now) ?? _refresh.LastOrDefault();

    /// <summary>The key with this id, which authenticates the families that started with it until their end.</summary>
    public RefreshTokenKey? FindRefreshTokenKey(ReadOnlySpan<byte> id)
    {
        foreach (var key in _refresh)
            if (id.SequenceEqual(key.Id))
                return key;
        return null;
    }

    /// <summary>A key of an algorithm that only a newer version of this program knows is left to that version.</summary>
    private static bool IsUsable(StoredKey key) =>
        key.Purpose == KeyPurpose.Signing && JwsAlgorithms.Supported.Contains(key.Algorithm);

    private static SigningKey Import(StoredKey stored, KeyRingSnapshot? previous) =>
        Array.Find(previous?._signing ?? [], entry => entry.Key.KeyId == stored.KeyId)?.Key
        ?? SigningKey.Import(stored.Algorithm, stored.KeyId, stored.Secret);

    private static IEnumerable<RefreshTokenKey> ReadRefreshKeys(IEnumerable<StoredKey> keys)
    {
        foreach (var stored in keys)
            if (stored.Purpose == KeyPurpose.RefreshToken && RefreshTokenKey.TryCreate(stored, out var key))
                yield return key;
    }

    private static void WriteJwks(Utf8JsonWriter json, List<JsonWebKey> keys)
    {
        json.WriteStartArray("keys"u8);
        foreach (var key in keys) key.WriteTo(json);
        json.WriteEndArray();
    }

    private sealed record ActiveKey(DateTimeOffset ActiveFrom, SigningKey Key);
}
