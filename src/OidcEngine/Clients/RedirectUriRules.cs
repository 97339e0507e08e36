namespace OidcEngine.Clients;

/// <summary>What may be registered as a place to return to: RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §4.1.3.</summary>
internal static class RedirectUriRules
{
    /// <summary>The rule that the URI breaks, as a sentence; null when it may be registered.</summary>
    public static string? Check(string text, string applicationType)
    {
        if (text.Contains('#')) return "It must have no fragment."; // RFC 6749 §3.1.2
        if (text.Contains('*')) return "It must be one exact address, without wildcard."; // RFC 9700 §4.1.3
        if (!WebAddress.IsPlain(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri)) return "It must be an absolute URI.";
        if (uri.UserInfo.Length > 0) return "It must not hold a user name.";
        if (uri.Scheme == Uri.UriSchemeHttps) return uri.Host.Length > 0 ? null : "It must name a host.";
        if (uri.Scheme == Uri.UriSchemeHttp) // RFC 8252 §7.3
            return uri.IsLoopback ? null : "It must be https; http is for loopback alone.";
        if (!uri.Scheme.Contains('.')) // RFC 8252 §7.1
            return "A scheme of an app's own must be a domain name in reverse, with a dot.";
        return applicationType == "native" ? null : "A scheme of an app's own needs application_type native.";
    }
}
