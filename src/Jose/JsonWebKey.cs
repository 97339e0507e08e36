using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jose;

/// <summary>A public key as RFC 7517 writes it, with the members of RFC 7518 §6.2.1 (EC) or §6.3.1 (RSA). Private and
/// symmetric keys have no representation here.</summary>
public sealed record JsonWebKey
{
    private static readonly string[] SecretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary><c>kty</c>: one of <see cref="KeyTypes"/>.</summary>
    public required string Kty { get; init; }

    /// <summary><c>kid</c>, RFC 7517 §4.5.</summary>
    public string? KeyId { get; init; }

    /// <summary><c>alg</c>, RFC 7517 §4.4. When absent, every algorithm that fits the key's type is allowed.</summary>
    public string? Algorithm { get; init; }

    /// <summary><c>use</c>, RFC 7517 §4.2.</summary>
    public string? Use { get; init; }

    /// <summary><c>crv</c> of an EC key.</summary>
    public string? Curve { get; init; }

    /// <summary><c>x</c> of an EC key, base64url.</summary>
    public string? X { get; init; }

    /// <summary><c>y</c> of an EC key, base64url.</summary>
    public string? Y { get; init; }

    /// <summary><c>n</c> of an RSA key, base64url.</summary>
    public string? N { get; init; }

    /// <summary><c>e</c> of an RSA key, base64url.</summary>
    public string? E { get; init; }

    /// <summary>Reads a public key. False for a key type that is unknown here, a missing or ill-typed member, and a key
    /// whose private part was published.</summary>
    public static bool TryParse(JsonElement json, [NotNullWhen(true)] out JsonWebKey? key)
    {
        key = null;
        if (json.ValueKind != JsonValueKind.Object || SecretMembers.Any(name => json.TryGetProperty(name, out _))) return false;
        if (!TryRead(json, "kid", out var keyId) || !TryRead(json, "alg", out var algorithm) || !TryRead(json, "use", out var use))
            return false;
        if (!TryRead(json, "kty", out var kty) || !TryRead(json, "crv", out var curve)) return false;
        if (!TryRead(json, "x", out var x) || !TryRead(json, "y", out var y)) return false;
        if (!TryRead(json, "n", out var n) || !TryRead(json, "e", out var e)) return false;

        key = kty switch
        {
            KeyTypes.EC when curve is not null && x is not null && y is not null =>
                new JsonWebKey { Kty = kty, KeyId = keyId, Algorithm = algorithm, Use = use, Curve = curve, X = x, Y = y },
            KeyTypes.Rsa when n is not null && e is not null =>
                new JsonWebKey { Kty = kty, KeyId = keyId, Algorithm = algorithm, Use = use, N = n, E = e },
            _ => null,
        };
        return key is not null;
    }

    /// <summary>Writes the key as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        Write(writer, "kty", Kty);
        Write(writer, "use", Use);
        Write(writer, "kid", KeyId);
        Write(writer, "alg", Algorithm);
        Write(writer, "crv", Curve);
        Write(writer, "x", X);
        Write(writer, "y", Y);
        Write(writer, "n", N);
        Write(writer, "e", E);
        writer.WriteEndObject();
    }

    /// <summary>The key's thumbprint, RFC 7638 §3: base64url of SHA-256 over the required members in lexicographic order.</summary>
    public string Thumbprint()
    {
        var canonical = Kty == KeyTypes.EC
            ? $$"""{"crv":"{{Curve}}","kty":"EC","x":"{{X}}","y":"{{Y}}"}"""
            : $$"""{"e":"{{E}}","kty":"RSA","n":"{{N}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    private static bool TryRead(JsonElement json, string name, out string? value)
    {
        value = null;
        if (!json.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.String) return false;
        value = member.GetString();
        return true;
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }
}
