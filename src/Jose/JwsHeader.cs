using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Jose;

/// <summary>The members of a JOSE header that decide something. Those that carry or point at a key (<c>jwk</c>, <c>jku</c>,
/// <c>x5u</c>, <c>x5c</c>) are never looked at here.</summary>
internal sealed record JwsHeader(string Algorithm, string? KeyId, string? Type)
{
    public static bool TryRead(ReadOnlySpan<char> encoded, [NotNullWhen(true)] out JwsHeader? header, out string fault)
    {
        header = null;
        fault = "the header is not a JSON object in base64url";
        if (!StrictBase64Url.TryDecode(encoded, out var bytes) || !StrictJson.TryParseObject(bytes, out var json)) return false;

        // RFC 7515 §4.1.11: no extension is understood here, so every critical one is refused.
        fault = "the header has crit";
        if (json.TryGetProperty("crit", out _)) return false;

        fault = "alg is missing, or alg, kid or typ is not a string";
        if (!TryString(json, "alg", out var alg) || !TryString(json, "kid", out var kid) || !TryString(json, "typ", out var typ))
            return false;
        if (alg is null) return false;

        header = new JwsHeader(alg, kid, typ);
        return true;
    }

    private static bool TryString(JsonElement json, string name, out string? value)
    {
        value = null;
        if (!json.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.String) return false;
        value = member.GetString();
        return true;
    }
}
