namespace OidcEngine.Sessions;

/// <summary>Names of the claims by which the host's session cookie describes an <see cref="EndUserSession"/>.</summary>
public static class SessionClaims
{
    /// <summary>The person.</summary>
    public const string Subject = "sub";

    /// <summary>The session's public id.</summary>
    public const string SessionId = "sid";

    /// <summary>When the person signed in: round-trip format ("O"), so that no precision is lost.</summary>
    public const string AuthTime = "auth_time";

    /// <summary>How strongly.</summary>
    public const string Acr = "acr";

    /// <summary>By which means; one claim for each.</summary>
    public const string Amr = "amr";
}
