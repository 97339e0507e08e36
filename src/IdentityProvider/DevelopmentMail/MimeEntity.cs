using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IdentityProvider.DevelopmentMail;

/// <summary>As much of RFC 2045, 2046 and 2047 as the mails need that are written here: headers, parts, base64 and quoted-printable, all
/// text in UTF-8.</summary>
internal sealed partial class MimeEntity
{
    private readonly Dictionary<string, string> _headers;
    private readonly string _body;

    private MimeEntity(Dictionary<string, string> headers, string body) => (_headers, _body) = (headers, body);

    public static MimeEntity Parse(string raw)
    {
        var end = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (raw, "") : (raw[..end], raw[(end + 4)..]);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Folding().Replace(head, " ").Split("\r\n"))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) headers[line[..colon]] = line[(colon + 1)..].Trim();
        return new MimeEntity(headers, body);
    }

    /// <summary>A header's text, its encoded words decoded (RFC 2047); empty when there is none.</summary>
    public string Header(string name) =>
        EncodedWord().Replace(BetweenWords().Replace(_headers.GetValueOrDefault(name, ""), "?==?"), word => Decode(
            word.Groups[2].Value.Replace('_', ' '), word.Groups[1].Value is "B" or "b" ? "base64" : "quoted-printable"));

    /// <summary>The text of the first part of this type, this entity itself among them; null when there is none.</summary>
    public string? Find(string mediaType)
    {
        var type = _headers.GetValueOrDefault("Content-Type", "text/plain");
        if (Boundary().Match(type) is { Success: true } boundary)
            return _body.Split($"--{boundary.Groups[1].Value}").Skip(1).Select(part => Parse(part.TrimStart('\r', '\n')).Find(mediaType)).FirstOrDefault(text => text is not null);
        return type.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase)
            ? Decode(_body, _headers.GetValueOrDefault("Content-Transfer-Encoding", "8bit"))
            : null;
    }

    private static string Decode(string text, string encoding)
    {
        if (encoding.Equals("base64", StringComparison.OrdinalIgnoreCase)) return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        if (!encoding.Equals("quoted-printable", StringComparison.OrdinalIgnoreCase)) return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
        var bytes = SoftBreak().Replace(text, "");
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Octet().Replace(
            bytes, octet => ((char)byte.Parse(octet.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())));
    }

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?[^?]+\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex("boundary=\"?([^\";]+)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\r?\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex Octet();
}
