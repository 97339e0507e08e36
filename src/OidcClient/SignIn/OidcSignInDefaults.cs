namespace OidcClient.SignIn;

/// <summary>Names of the sign-in of apps.</summary>
public static class OidcSignInDefaults
{
    /// <summary>The scheme that sends people to the provider, and signs them out there.</summary>
    public const string Scheme = "Oidc";

    /// <summary>The scheme of the app's own session cookie.</summary>
    public const string CookieScheme = "OidcSession";

    /// <summary>The name under which the session keeps the access token: <c>HttpContext.GetTokenAsync</c> takes it.</summary>
    public const string AccessToken = "access_token";

    internal const string RefreshToken = "refresh_token";

    internal const string IdToken = "id_token";

    internal const string ExpiresAt = "expires_at";
}
