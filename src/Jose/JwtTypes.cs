namespace Jose;

/// <summary>The values of <c>typ</c> that keep one kind of token from passing for another (RFC 8725 §3.11).</summary>
public static class JwtTypes
{
    /// <summary>An access token, RFC 9068 §2.1.</summary>
    public const string AccessToken = "at+jwt";

    /// <summary>An id_token. Clients expect "JWT" or nothing, so a reader that expects this accepts both, and no third.</summary>
    public const string IdToken = "JWT";

    /// <summary>A logout token, OpenID Connect Back-Channel Logout 1.0 §2.4.</summary>
    public const string LogoutToken = "logout+jwt";

    /// <summary>A DPoP proof, RFC 9449 §4.2.</summary>
    public const string DPoPProof = "dpop+jwt";

    /// <summary>A request object, RFC 9101 §4.</summary>
    public const string RequestObject = "oauth-authz-req+jwt";

    /// <summary>A client's assertion of who it is, as newer clients name it; most say "JWT" or nothing (RFC 7523 §3).</summary>
    public const string ClientAuthentication = "client-authentication+jwt";

    /// <summary>Compares media types: without regard to case, and with "application/" understood (RFC 7515 §4.1.9).</summary>
    internal static bool Matches(string expected, string? actual)
    {
        if (actual is null) return expected == IdToken;
        const string Prefix = "application/";
        var name = actual.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? actual.AsSpan(Prefix.Length) : actual;
        return name.Equals(expected, StringComparison.OrdinalIgnoreCase);
    }
}
