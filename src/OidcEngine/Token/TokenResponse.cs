using System.Text.Json;
using OidcEngine.SenderConstraints;

namespace OidcEngine.Token;

/// <summary>A successful token response, RFC 6749 §5.1 and OIDC Core §3.1.3.3. The scope is always said, as it may be narrower than
/// asked.</summary>
internal sealed record TokenResponse(AccessToken AccessToken, string Scope)
{
    /// <summary>The key that the access token is bound to.</summary>
    public SenderKey? SenderKey { get; init; }

    public string? RefreshToken { get; init; }

    public string? IdToken { get; init; }

    public static void Write(Utf8JsonWriter json, TokenResponse response)
    {
        json.WriteString("access_token"u8, response.AccessToken.Value);
        json.WriteString("token_type"u8, response.SenderKey?.TokenType ?? "Bearer");
        json.WriteNumber("expires_in"u8, response.AccessToken.ExpiresIn);
        json.WriteString("scope"u8, response.Scope);
        if (response.RefreshToken is { } refreshToken) json.WriteString("refresh_token"u8, refreshToken);
        if (response.IdToken is { } idToken) json.WriteString("id_token"u8, idToken);
    }
}

/// <summary>An access token as it is handed out.</summary>
/// <param name="Value">The JWT.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
internal sealed record AccessToken(string Value, long ExpiresIn);
