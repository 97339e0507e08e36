using System.Text.Json;

namespace OidcClient.SignIn;

/// <summary>What the token endpoint answered.</summary>
internal abstract record TokenResponse
{
    private TokenResponse() { }

    /// <summary>RFC 6749 §5.1.</summary>
    public sealed record Issued(string AccessToken, string? RefreshToken, string? IdToken, TimeSpan ExpiresIn) : TokenResponse;

    /// <summary>RFC 6749 §5.2.</summary>
    public sealed record Refused(string Error, string? Description) : TokenResponse;

    /// <summary>No answer that means anything: an outage.</summary>
    public sealed record Unavailable(string Reason) : TokenResponse;

    public static TokenResponse Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return new Unavailable("The token endpoint's answer is no JSON object.");
        if (Text(body, "error") is { } error) return new Refused(error, Text(body, "error_description"));

        if (Text(body, "access_token") is not { Length: > 0 } accessToken
            || !string.Equals(Text(body, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase))
            return new Unavailable("The token endpoint's answer holds no bearer token.");
        var lifetime = body.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number
            && seconds.TryGetInt32(out var value) && value >= 0
                ? TimeSpan.FromSeconds(value)
                : TimeSpan.Zero; // RFC 6749 §5.1 recommends it; unknown counts as short
        return new Issued(accessToken, Text(body, "refresh_token"), Text(body, "id_token"), lifetime);
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
