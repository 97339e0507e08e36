using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Jose;

/// <summary>What a token says of itself before anything of it was found right. It is good for one thing alone: to know whose keys and
/// expectations to read the token with (RFC 7523 §3 names the client inside of the assertion).</summary>
public sealed class UnverifiedJwt
{
    private readonly JwsHeader _header;
    private readonly JsonElement _claims;

    private UnverifiedJwt(JwsHeader header, JsonElement claims) => (_header, _claims) = (header, claims);

    /// <summary>The <c>alg</c> of its header.</summary>
    public string Algorithm => _header.Algorithm;

    /// <summary>The <c>kid</c> of its header.</summary>
    public string? KeyId => _header.KeyId;

    /// <summary>Looks into a token. False when it is not a JWS of three parts with a JSON object in the first two.</summary>
    /// <param name="token">The token.</param>
    /// <param name="maxLength">A longer one is not looked into.</param>
    /// <param name="jwt">What it says.</param>
    public static bool TryRead(string token, int maxLength, [NotNullWhen(true)] out UnverifiedJwt? jwt)
    {
        jwt = null;
        if (token.Length > maxLength || token.Split('.', 4) is not [var header, var payload, _]) return false;
        if (!JwsHeader.TryRead(header, out var read, out _)) return false;
        if (!StrictBase64Url.TryDecode(payload, out var bytes) || !StrictJson.TryParseObject(bytes, out var claims)) return false;
        jwt = new UnverifiedJwt(read, claims);
        return true;
    }

    /// <summary>Whether <c>typ</c> is this media type.</summary>
    public bool HasType(string type) => JwtTypes.Matches(type, _header.Type);

    /// <summary>The claim of that name if it is a string.</summary>
    public string? String(string name) =>
        _claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
