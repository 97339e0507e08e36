using System.Buffers;

namespace OidcEngine.Clients;

/// <summary>URLs that clients register. They are kept and compared as they were written, so only those with one spelling are
/// taken.</summary>
internal static class WebAddress
{
    private static readonly SearchValues<char> Ambiguous = SearchValues.Create("#*\\\"<>^`{|}");

    /// <summary>An absolute https URL, or an http one of the loopback interface, without fragment and user information; else
    /// null.</summary>
    public static Uri? Parse(string text) =>
        IsPlain(text) && Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsWeb(uri) && uri.UserInfo.Length == 0 ? uri : null;

    /// <summary>True for a serialised origin (RFC 6454 §6.2) of such an address.</summary>
    public static bool IsOrigin(string text) => Parse(text) is { } uri && uri.GetLeftPart(UriPartial.Authority) == text;

    /// <summary>Printable ASCII without what a browser and a server may read differently, without fragment and without wildcard.</summary>
    public static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny(Ambiguous);

    private static bool IsWeb(Uri uri) =>
        uri.Host.Length > 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
