using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Jose;

/// <summary>The claims of RFC 7519 §4.1, each of the kind that its section asks for.</summary>
internal sealed record RegisteredClaims(
    string? Issuer,
    string? Subject,
    string? Id,
    IReadOnlyList<string> Audiences,
    DateTimeOffset? Expires,
    DateTimeOffset? NotBefore,
    DateTimeOffset? IssuedAt)
{
    public static bool TryRead(JsonElement claims, [NotNullWhen(true)] out RegisteredClaims? registered, out string fault)
    {
        registered = null;
        fault = "iss, sub or jti is not a string";
        if (!TryString(claims, "iss", out var issuer) || !TryString(claims, "sub", out var subject)) return false;
        if (!TryString(claims, "jti", out var id)) return false;

        fault = "aud is neither a string nor a list of strings";
        if (!TryAudiences(claims, out var audiences)) return false;

        fault = "exp, nbf or iat is not a time";
        if (!TryTime(claims, "exp", out var exp) || !TryTime(claims, "nbf", out var nbf) || !TryTime(claims, "iat", out var iat))
            return false;

        registered = new RegisteredClaims(issuer, subject, id, audiences, exp, nbf, iat);
        return true;
    }

    private static bool TryString(JsonElement claims, string name, out string? value)
    {
        value = null;
        if (!claims.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.String) return false;
        value = member.GetString();
        return true;
    }

    private static bool TryAudiences(JsonElement claims, out IReadOnlyList<string> audiences)
    {
        audiences = [];
        if (!claims.TryGetProperty("aud", out var member)) return true;
        if (member.ValueKind == JsonValueKind.String)
        {
            audiences = [member.GetString()!];
            return true;
        }
        if (member.ValueKind != JsonValueKind.Array) return false;
        if (member.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String)) return false;
        audiences = [.. member.EnumerateArray().Select(one => one.GetString()!)];
        return true;
    }

    /// <summary>NumericDate of RFC 7519 §2: seconds since 1970, with or without a fraction.</summary>
    private static bool TryTime(JsonElement claims, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!claims.TryGetProperty(name, out var member)) return true;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetDouble(out var seconds)) return false;
        if (!(seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())) return false;
        time = DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds));
        return true;
    }
}
