using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace OidcClient.SignIn;

/// <summary>The tokens that the session cookie carries.</summary>
internal static class SessionTokens
{
    /// <summary>Puts the answer of the token endpoint into the session. What the answer leaves out stays as it was: a refresh
    /// need not bring a new refresh token (RFC 6749 §6) or id_token (OpenID Connect Core §12.2).</summary>
    public static void Store(AuthenticationProperties session, TokenResponse.Issued issued, DateTimeOffset now)
    {
        List<AuthenticationToken> tokens =
        [
            Token(OidcSignInDefaults.AccessToken, issued.AccessToken),
            Token(OidcSignInDefaults.ExpiresAt, (now + issued.ExpiresIn).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ];
        if ((issued.RefreshToken ?? session.GetTokenValue(OidcSignInDefaults.RefreshToken)) is { } refresh)
            tokens.Add(Token(OidcSignInDefaults.RefreshToken, refresh));
        if ((issued.IdToken ?? session.GetTokenValue(OidcSignInDefaults.IdToken)) is { } id)
            tokens.Add(Token(OidcSignInDefaults.IdToken, id));
        session.StoreTokens(tokens);
    }

    public static DateTimeOffset ExpiresAt(AuthenticationProperties session) =>
        long.TryParse(session.GetTokenValue(OidcSignInDefaults.ExpiresAt), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;

    private static AuthenticationToken Token(string name, string value) => new() { Name = name, Value = value };
}
