using System.Buffers;

namespace IdentityProvider.ReturnUrls;

/// <summary>
/// Where a page goes when it is done. A return URL arrives from outside, so it counts only when it is a path of this site
/// in the plainest spelling; everything else leads home. It is not repaired: browsers, proxies and servers disagree about
/// backslashes, control characters, empty segments and dots, and open redirects live on that disagreement.
/// </summary>
internal static class LocalUrl
{
    public const string Home = "/";

    private const int MaxLength = 2048;

    // RFC 3986 §3.3 pchar and "/", then §3.4 "?" once or more: visible ASCII without \ " < > ^ ` { | } and the fragment's #.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%!$&'()*+,;=:@/?");

    public static string LocalOrHome(string? value) => IsLocal(value) ? value! : Home;

    public static bool IsLocal(string? value)
    {
        if (value is null or { Length: 0 or > MaxLength } || value[0] != '/' || value.AsSpan().ContainsAnyExcept(Allowed)) return false;
        var query = value.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? value : value[..query];
        if (path.Length == 1) return true;
        // An encoded slash, backslash or dot is decoded by somebody on the way.
        return !path.Contains('%', StringComparison.Ordinal)
            && path[1..].TrimEnd('/').Split('/').All(segment => segment is not ("" or "." or ".."))
            && !path.EndsWith("//", StringComparison.Ordinal);
    }
}
