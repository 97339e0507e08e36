using System.Text.Json;

namespace Jose;

/// <summary>A token whose signature, kind and registered claims were found right.</summary>
public sealed class Jwt
{
    internal Jwt(JwsHeader header, JsonElement claims, RegisteredClaims registered)
    {
        Algorithm = header.Algorithm;
        KeyId = header.KeyId;
        Type = header.Type;
        Claims = claims;
        Issuer = registered.Issuer;
        Subject = registered.Subject;
        Id = registered.Id;
        Audiences = registered.Audiences;
        Expires = registered.Expires;
        NotBefore = registered.NotBefore;
        IssuedAt = registered.IssuedAt;
    }

    /// <summary>The <c>alg</c> that it is signed with.</summary>
    public string Algorithm { get; }

    /// <summary>The <c>kid</c> of its header.</summary>
    public string? KeyId { get; }

    /// <summary>The <c>typ</c> of its header, as written.</summary>
    public string? Type { get; }

    /// <summary>All claims, as one JSON object without doubled members.</summary>
    public JsonElement Claims { get; }

    /// <summary><c>iss</c>.</summary>
    public string? Issuer { get; }

    /// <summary><c>sub</c>.</summary>
    public string? Subject { get; }

    /// <summary><c>jti</c>.</summary>
    public string? Id { get; }

    /// <summary><c>aud</c>: empty, one or several.</summary>
    public IReadOnlyList<string> Audiences { get; }

    /// <summary><c>exp</c>.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary><c>nbf</c>.</summary>
    public DateTimeOffset? NotBefore { get; }

    /// <summary><c>iat</c>.</summary>
    public DateTimeOffset? IssuedAt { get; }

    /// <summary>The claim of that name if it is a string.</summary>
    public string? String(string name) =>
        Claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The claim of that name if it is a whole number.</summary>
    public long? Number(string name) =>
        Claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;
}
