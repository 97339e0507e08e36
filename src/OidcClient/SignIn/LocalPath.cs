namespace OidcClient.SignIn;

/// <summary>Where a request may send the browser within the app: nothing that a browser could read as another host.</summary>
internal static class LocalPath
{
    private const int Longest = 1000;

    /// <summary>The text when it is a path of this app, else its start page.</summary>
    public static string OrStart(string? text) => text is not null && IsLocal(text) ? text : "/";

    /// <summary>The path within the app of an absolute address of it, else its start page.</summary>
    public static string OfAddressOrStart(string? address, string publicUrl) =>
        address is not null && address.StartsWith(publicUrl, StringComparison.Ordinal) ? OrStart(address[publicUrl.Length..]) : "/";

    private static bool IsLocal(string text) =>
        text.Length is > 0 and <= Longest
        && text[0] == '/'
        && (text.Length == 1 || text[1] is not ('/' or '\\'))
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~') // browsers drop tabs and line ends before they read an address
        && !text.Contains('\\');
}
