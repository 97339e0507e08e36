using System.Text.Json;

namespace OidcEngine.SenderConstraints;

/// <summary>The key that a client proves to hold when it uses a token: by a DPoP proof (RFC 9449) or by its certificate at the TLS
/// connection (RFC 8705).</summary>
/// <param name="Method">Which of the two.</param>
/// <param name="Thumbprint">43 characters of base64url: the key's SHA-256 thumbprint (RFC 7638), or the certificate's.</param>
public sealed record SenderKey(SenderKeyMethod Method, string Thumbprint)
{
    /// <summary>As stores keep it: the confirmation method's name, a colon, the thumbprint.</summary>
    public override string ToString() => $"{Name}:{Thumbprint}";

    /// <summary><c>token_type</c> of an access token that is bound to this key: RFC 9449 §5 has its own, RFC 8705 §3 keeps Bearer.</summary>
    internal string TokenType => Method == SenderKeyMethod.DPoP ? "DPoP" : "Bearer";

    private string Name => Method == SenderKeyMethod.DPoP ? "jkt" : "x5t#S256";

    /// <summary>Writes <c>cnf</c>, RFC 7800 §3.1 with RFC 9449 §6.1 or RFC 8705 §3.1.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("cnf"u8);
        json.WriteString(Name, Thumbprint);
        json.WriteEndObject();
    }
}

/// <summary>How a client proves that it holds a key.</summary>
public enum SenderKeyMethod
{
    /// <summary>A DPoP proof, RFC 9449; confirmed as <c>jkt</c>.</summary>
    DPoP,

    /// <summary>A certificate, RFC 8705 §3; confirmed as <c>x5t#S256</c>.</summary>
    Certificate,
}
