namespace OidcEngine.Authorization;

/// <summary>The source by which a content security policy allows a form to end at a redirect URI (CSP Level 3 §2.3.1).</summary>
internal static class RedirectOrigin
{
    /// <summary>The origin; or the scheme alone, where there is no host (private-use schemes) or no grammar for it (IPv6).</summary>
    public static string Of(string redirectUri)
    {
        var uri = new Uri(redirectUri);
        return uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 && uri.Scheme is "https" or "http"
            ? uri.GetLeftPart(UriPartial.Authority)
            : uri.Scheme + ":";
    }
}
