namespace UserDirectory.Passkeys;

/// <summary>This installation as authenticators know it (WebAuthn §4, Relying Party).</summary>
/// <param name="Id">The domain that passkeys are bound to.</param>
/// <param name="Origins">The pages that may use them: the issuer's origin first.</param>
/// <param name="IsOn">False where the issuer is an IP address: no browser makes passkeys for one (§5.1.3).</param>
public sealed record RelyingParty(string Id, IReadOnlyList<string> Origins, bool IsOn)
{
    internal static RelyingParty Of(PasskeySettings settings, Uri issuer) => new(
        settings.ServerDomain ?? issuer.IdnHost, [OriginOf(issuer), .. settings.RelatedOrigins], issuer.HostNameType == UriHostNameType.Dns);

    /// <summary>As browsers write it (RFC 6454 §6.2).</summary>
    internal static string OriginOf(Uri uri) =>
        uri.IsDefaultPort ? $"{uri.Scheme}://{uri.IdnHost}" : string.Create(null, $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}");
}
