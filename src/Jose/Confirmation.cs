using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Jose;

/// <summary>The key that a token is bound to, as its <c>cnf</c> names it (RFC 7800 §3.1).</summary>
public abstract record Confirmation
{
    private Confirmation() { }

    /// <summary>What the token says. More than one member, or one that is unknown here, cannot be kept and is never ignored.</summary>
    public static Confirmation Of(Jwt token)
    {
        if (!token.Claims.TryGetProperty("cnf", out var cnf)) return new None();
        if (cnf.ValueKind != JsonValueKind.Object || cnf.GetPropertyCount() != 1) return new Unknown();
        if (cnf.TryGetProperty("jkt", out var jkt) && jkt.ValueKind == JsonValueKind.String) return new Key(jkt.GetString()!);
        return cnf.TryGetProperty("x5t#S256", out var x5t) && x5t.ValueKind == JsonValueKind.String
            ? new Certificate(x5t.GetString()!)
            : new Unknown();
    }

    /// <summary>The thumbprint of a certificate, RFC 8705 §3.1: base64url of SHA-256 over its DER encoding.</summary>
    public static string ThumbprintOf(X509Certificate2 certificate) =>
        Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256));

    /// <summary>A bearer token.</summary>
    public sealed record None : Confirmation;

    /// <summary><c>jkt</c>, RFC 9449 §6.1: a key that is proven by DPoP.</summary>
    public sealed record Key(string Thumbprint) : Confirmation;

    /// <summary><c>x5t#S256</c>, RFC 8705 §3.1: a certificate that is proven at the TLS connection.</summary>
    public sealed record Certificate(string Thumbprint) : Confirmation;

    /// <summary>Some other confirmation method.</summary>
    public sealed record Unknown : Confirmation;
}
