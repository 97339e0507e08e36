namespace OidcClient.Discovery;

internal static class IssuerAddress
{
    /// <summary>RFC 8414 §2: an https URL without query or fragment. Plain http is taken on this machine alone.</summary>
    public static void Require(string? issuer)
    {
        var valid = Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri.Query.Length == 0 && uri.Fragment.Length == 0;
        if (!valid) throw new ArgumentException($"The issuer must be an https address without query or fragment, not \"{issuer}\".");
    }
}
