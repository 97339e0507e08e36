using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Jose;

/// <summary>The address of an HTTP request in its one spelling: RFC 9449 §4.3 asks for the syntax-based and scheme-based normalization of
/// RFC 3986 (§6.2.2, §6.2.3), without query and fragment.</summary>
public static class HttpTarget
{
    private const int MaxLength = 2048;

    /// <summary>RFC 3986 §2: what is in no URI is in none of ours, though the framework would take or mend it.</summary>
    private static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly SearchValues<char> LiteralCharacters = SearchValues.Create("ABCDEFabcdef0123456789:.");

    /// <summary>Whether two addresses are of the same target. Never true for what is no http or https address.</summary>
    public static bool AreSame(string one, string other) =>
        TryNormalize(one, out var normalOne) && TryNormalize(other, out var normalOther) && normalOne == normalOther;

    /// <summary>The normal spelling; false for what is no absolute http or https URI, or names a user.</summary>
    public static bool TryNormalize(string uri, [NotNullWhen(true)] out string? normalized)
    {
        normalized = null;
        if (uri.Length > MaxLength || uri.AsSpan().ContainsAnyExcept(UriCharacters)) return false;

        var schemeEnd = uri.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd < 0) return false;
        var scheme = uri[..schemeEnd].ToLowerInvariant(); // §6.2.2.1
        if (scheme is not ("http" or "https")) return false;

        var rest = uri[(schemeEnd + 3)..].Split('?', '#')[0];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (!TryAuthority(slash < 0 ? rest : rest[..slash], scheme == "https" ? 443 : 80, out var authority)) return false;
        if (!TryPercent(slash < 0 ? "/" : rest[slash..], out var path)) return false; // §6.2.3: an empty path is "/"

        normalized = $"{scheme}://{authority}{RemoveDotSegments(path)}";
        return true;
    }

    private static bool TryAuthority(string authority, int defaultPort, [NotNullWhen(true)] out string? normalized)
    {
        normalized = null;
        var literal = authority.StartsWith('[');
        var hostEnd = literal ? authority.IndexOf(']', StringComparison.Ordinal) + 1 : authority.IndexOf(':', StringComparison.Ordinal);
        if (literal && hostEnd < 3) return false;
        if (hostEnd < 0) hostEnd = authority.Length;

        var host = authority[..hostEnd];
        var wrong = literal ? host.AsSpan(1, hostEnd - 2).ContainsAnyExcept(LiteralCharacters) : host.AsSpan().ContainsAnyExcept(NameCharacters);
        if (wrong || host.Length == 0 || !TryPort(authority[hostEnd..], defaultPort, out var port)) return false;

        normalized = host.ToLowerInvariant() + (port == defaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}"));
        return true;
    }

    /// <summary>§6.2.3: an absent or empty port is the scheme's own.</summary>
    private static bool TryPort(string text, int defaultPort, out int port)
    {
        port = defaultPort;
        if (text is "" or ":") return true;
        return text[0] == ':' && text.Length <= 6
            && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;
    }

    /// <summary>§6.2.2.1 and §6.2.2.2: upper-case digits, and no encoding of what needs none.</summary>
    private static bool TryPercent(string path, [NotNullWhen(true)] out string? normalized)
    {
        normalized = null;
        var text = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                text.Append(path[i]);
                continue;
            }
            if (i + 2 >= path.Length || !char.IsAsciiHexDigit(path[i + 1]) || !char.IsAsciiHexDigit(path[i + 2])) return false;
            var value = (char)int.Parse(path.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (char.IsAsciiLetterOrDigit(value) || value is '-' or '.' or '_' or '~') text.Append(value);
            else text.Append('%').Append(path.AsSpan(i + 1, 2).ToString().ToUpperInvariant());
            i += 2;
        }
        normalized = text.ToString();
        return true;
    }

    /// <summary>§5.2.4, for a path that begins with a slash.</summary>
    private static string RemoveDotSegments(string path)
    {
        var segments = path.Split('/');
        var kept = new List<string>(segments.Length);
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i] == ".." && kept.Count > 0) kept.RemoveAt(kept.Count - 1);
            if (segments[i] is not ("." or "..")) kept.Add(segments[i]);
            else if (i == segments.Length - 1) kept.Add(""); // what ends in a dot segment names a directory
        }
        return "/" + string.Join('/', kept);
    }
}
