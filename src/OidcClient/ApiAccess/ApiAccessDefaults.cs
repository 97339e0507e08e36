namespace OidcClient.ApiAccess;

/// <summary>Names of the authentication of APIs.</summary>
public static class ApiAccessDefaults
{
    /// <summary>The authentication scheme, RFC 6750.</summary>
    public const string Scheme = "Bearer";
}
