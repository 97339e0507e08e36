using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Jose;

/// <summary>A private key that signs with one algorithm under one key id. Safe for use by many threads at once.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>The room that the longest signature needs: RSA with a modulus of 4096 bits.</summary>
    public const int MaxSignatureSize = 512;

    private const int RsaModulusBits = 2048;

    private readonly JwsSuite _suite;
    private readonly AsymmetricAlgorithm _key;
    private readonly ConcurrentDictionary<string, byte[]> _headers = new(StringComparer.Ordinal);

    private SigningKey(JwsSuite suite, string keyId, AsymmetricAlgorithm key)
    {
        _suite = suite;
        _key = key;
        KeyId = keyId;
        PublicKey = key is ECDsa ec ? Describe(ec) : Describe((RSA)key);
    }

    /// <summary>The <c>kid</c> of every token that this key signs.</summary>
    public string KeyId { get; }

    /// <summary>The <c>alg</c> of every token that this key signs: one of <see cref="JwsAlgorithms"/>.</summary>
    public string Algorithm => _suite.Algorithm;

    /// <summary>What a key set publishes, RFC 7517 §4: with <c>kid</c>, <c>alg</c> and <c>use</c> "sig".</summary>
    public JsonWebKey PublicKey { get; }

    /// <summary>Makes a new key: on the algorithm's curve, or RSA with 2048 bits.</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of <see cref="JwsAlgorithms"/>.</exception>
    public static SigningKey Generate(string algorithm, string keyId)
    {
        var suite = JwsSuite.Get(algorithm);
        return suite.Curve is { } curve
            ? new SigningKey(suite, keyId, ECDsa.Create(curve.Parameters))
            : new SigningKey(suite, keyId, RSA.Create(RsaModulusBits));
    }

    /// <summary>Reads a key that <see cref="ExportPkcs8"/> wrote.</summary>
    /// <exception cref="ArgumentException">The algorithm is not one of <see cref="JwsAlgorithms"/>.</exception>
    /// <exception cref="CryptographicException">The bytes are no private key of the kind that the algorithm asks for, or one
    /// that is too weak or too large for it (RFC 7518 §3.3).</exception>
    public static SigningKey Import(string algorithm, string keyId, ReadOnlySpan<byte> pkcs8)
    {
        var suite = JwsSuite.Get(algorithm);
        AsymmetricAlgorithm key = suite.Curve is null ? RSA.Create() : ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            var fits = suite.Curve is { } curve
                ? key.KeySize == curve.CoordinateSize * 8
                : key.KeySize is >= RsaModulusBits and <= MaxSignatureSize * 8;
            if (!fits) throw new CryptographicException($"A key of {key.KeySize} bits does not fit {algorithm}.");
            return new SigningKey(suite, keyId, key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The private key as PKCS #8, to be encrypted before it is stored.</summary>
    public byte[] ExportPkcs8() => _key.ExportPkcs8PrivateKey();

    /// <summary>Signs <paramref name="data"/> and returns the number of octets written. ECDSA signatures are R ‖ S
    /// (RFC 7518 §3.4).</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short; <see cref="MaxSignatureSize"/> always
    /// suffices.</exception>
    public int Sign(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var done = _key is ECDsa ec
            ? ec.TrySignData(data, destination, _suite.Hash, out var written)
            : ((RSA)_key).TrySignData(data, destination, _suite.Hash, _suite.Padding!, out written);
        return done ? written : throw new ArgumentException("The destination is too short for a signature.", nameof(destination));
    }

    /// <summary>Signs <paramref name="data"/> and returns the signature.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        Span<byte> signature = stackalloc byte[MaxSignatureSize];
        return signature[..Sign(data, signature)].ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>The protected header in base64url; the same for every token of one type, so it is written once.</summary>
    internal byte[] EncodedHeader(string typ) => _headers.GetOrAdd(typ, static (type, key) => key.EncodeHeader(type), this);

    private byte[] EncodeHeader(string typ)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("alg", Algorithm);
            writer.WriteString("kid", KeyId);
            writer.WriteString("typ"u8, JsonEncodedText.Encode(typ, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
            writer.WriteEndObject();
        }
        return Base64Url.EncodeToUtf8(json.ToArray());
    }

    private JsonWebKey Describe(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonWebKey
        {
            Kty = KeyTypes.EC,
            KeyId = KeyId,
            Algorithm = Algorithm,
            Use = "sig",
            Curve = _suite.Curve!.Name,
            X = Base64Url.EncodeToString(point.X),
            Y = Base64Url.EncodeToString(point.Y),
        };
    }

    private JsonWebKey Describe(RSA key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonWebKey
        {
            Kty = KeyTypes.Rsa,
            KeyId = KeyId,
            Algorithm = Algorithm,
            Use = "sig",
            N = Base64Url.EncodeToString(parameters.Modulus),
            E = Base64Url.EncodeToString(parameters.Exponent),
        };
    }
}
