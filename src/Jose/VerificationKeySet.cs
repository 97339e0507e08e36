using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Jose;

/// <summary>The keys that a token may be signed with. The set comes from its owner; nothing in a token ever adds to it.</summary>
public sealed class VerificationKeySet
{
    private const int MaxKeys = 64;

    private readonly VerificationKey[] _keys;

    /// <summary>A set of <paramref name="keys"/>. Of a key that names no algorithm, each algorithm that fits is accepted; keys
    /// of an unknown type or without the needed strength are left out (RFC 7517 §5).</summary>
    public VerificationKeySet(IEnumerable<JsonWebKey> keys) => _keys = [.. keys.Take(MaxKeys).SelectMany(Expand)];

    /// <summary>The set that has no key: every token is then signed by an unknown one.</summary>
    public static VerificationKeySet Empty { get; } = new([]);

    /// <summary>Reads a JWK Set, RFC 7517 §5. False when it is none; single keys that cannot be used are left out.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out VerificationKeySet? keys)
    {
        keys = null;
        if (!StrictJson.TryParseObject(json, out var set)) return false;
        if (!set.TryGetProperty("keys", out var members) || members.ValueKind != JsonValueKind.Array) return false;
        keys = new VerificationKeySet(Parse(members));
        return true;
    }

    /// <summary>The key with this <c>kid</c> for this <c>alg</c>. Without a <c>kid</c>, the only key of that algorithm.</summary>
    public VerificationKey? Find(string? kid, string alg)
    {
        VerificationKey? found = null;
        foreach (var key in _keys)
        {
            if (key.Algorithm != alg) continue;
            if (kid is not null && key.KeyId == kid) return key;
            if (kid is not null) continue;
            if (found is not null) return null;
            found = key;
        }
        return found;
    }

    /// <summary>Whether there is no key in the set.</summary>
    public bool IsEmpty => _keys.Length == 0;

    /// <summary>Whether the set has the key of this SHA-256 thumbprint (RFC 7638), for whatever algorithm.</summary>
    public bool HasKey(string thumbprint) => Array.Exists(_keys, key => key.Thumbprint == thumbprint);

    private static IEnumerable<JsonWebKey> Parse(JsonElement members)
    {
        foreach (var member in members.EnumerateArray())
            if (JsonWebKey.TryParse(member, out var key))
                yield return key;
    }

    private static IEnumerable<VerificationKey> Expand(JsonWebKey key)
    {
        foreach (var suite in JwsSuite.FittingTo(key))
            if (VerificationKey.TryCreate(key, suite.Algorithm, out var verification))
                yield return verification;
    }
}
