namespace UserDirectory.Passkeys;

/// <summary>The section <c>Passkeys</c>.</summary>
public sealed class PasskeySettings
{
    public const string Section = "Passkeys";

    /// <summary>The domain that passkeys are bound to for as long as they exist (the RP ID of WebAuthn §5.4.2): the issuer's host, or a domain
    /// above it. By default the issuer's host.</summary>
    public string? ServerDomain { get; set; }

    /// <summary>Origins besides the issuer's own in which these passkeys may be used (WebAuthn §5.11), such as <c>https://shop.example</c>.</summary>
    public string[] RelatedOrigins { get; set; } = [];

    /// <param name="settings">What was configured.</param>
    /// <param name="issuer">Where the pages are that ask for passkeys.</param>
    internal static string? Problem(PasskeySettings settings, Uri issuer)
    {
        if (settings.ServerDomain is { } domain && !IsHostOrAbove(domain, issuer))
            return $"The setting Passkeys:ServerDomain is \"{domain}\": write the issuer's host {issuer.IdnHost}, or a domain above it, in lower case.";
        return Array.Find(settings.RelatedOrigins, origin => !IsOrigin(origin)) is { } wrong
            ? $"The setting Passkeys:RelatedOrigins names \"{wrong}\": write origins such as https://shop.example, without a path and in lower case."
            : null;
    }

    private static bool IsHostOrAbove(string domain, Uri issuer) =>
        issuer.HostNameType == UriHostNameType.Dns
        && (issuer.IdnHost == domain || (domain.Contains('.') && issuer.IdnHost.EndsWith($".{domain}", StringComparison.Ordinal)));

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && RelyingParty.OriginOf(uri) == text;
}
