using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Unicode;

namespace OidcEngine.MutualTls;

/// <summary>A distinguished name: its attributes in the order in which RFC 4514 writes them, the last of the certificate first. Names are
/// equal when all attributes are, as texts; how a certificate encodes them does not matter.</summary>
internal sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    /// <summary>RFC 4514 §3, and names that are common besides.</summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CN"] = "2.5.4.3",
        ["SN"] = "2.5.4.4",
        ["serialNumber"] = "2.5.4.5",
        ["C"] = "2.5.4.6",
        ["L"] = "2.5.4.7",
        ["ST"] = "2.5.4.8",
        ["STREET"] = "2.5.4.9",
        ["O"] = "2.5.4.10",
        ["OU"] = "2.5.4.11",
        ["title"] = "2.5.4.12",
        ["businessCategory"] = "2.5.4.15",
        ["postalCode"] = "2.5.4.17",
        ["GN"] = "2.5.4.42",
        ["organizationIdentifier"] = "2.5.4.97",
        ["UID"] = "0.9.2342.19200300.100.1.1",
        ["DC"] = "0.9.2342.19200300.100.1.25",
        ["emailAddress"] = "1.2.840.113549.1.9.1",
    };

    private static readonly SearchValues<char> Special = SearchValues.Create(",+;\"<>\\");

    private readonly List<(string Type, string Value)> _attributes;

    private DistinguishedName(List<(string Type, string Value)> attributes) => _attributes = attributes;

    /// <summary>The name in a certificate; null when it has parts of several attributes, or values that are no text.</summary>
    public static DistinguishedName? Of(X500DistinguishedName name)
    {
        List<(string, string)> attributes = [];
        foreach (var part in name.EnumerateRelativeDistinguishedNames(reversed: true))
        {
            if (part.HasMultipleElements || part.GetSingleElementType().Value is not { } type || part.GetSingleElementValue() is not { } value)
                return null;
            attributes.Add((type, value));
        }
        return new DistinguishedName(attributes);
    }

    /// <summary>Reads RFC 4514's string; a space after a comma, which it does not have, is passed over as in RFC 2253.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DistinguishedName? name)
    {
        name = null;
        List<(string, string)> attributes = [];
        for (var at = 0; at <= text.Length;)
        {
            while (at < text.Length && text[at] == ' ') at++;
            var equals = text.IndexOf('=', at);
            if (equals < 0 || TypeOf(text[at..equals]) is not { } type) return false;
            at = equals + 1;
            if (!TryReadValue(text, ref at, out var value)) return false;
            attributes.Add((type, value));
        }
        name = new DistinguishedName(attributes);
        return true;
    }

    public bool Equals(DistinguishedName? other) => other is not null && _attributes.SequenceEqual(other._attributes);

    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    public override int GetHashCode() => _attributes.Count;

    private static string? TypeOf(string text)
    {
        if (Types.TryGetValue(text, out var type)) return type;
        return text.Contains('.') && text.All(digit => char.IsAsciiDigit(digit) || digit == '.') ? text : null;
    }

    /// <summary>Reads up to the next comma and over it, §3: a backslash stands before a special character or two hexadecimal digits.</summary>
    private static bool TryReadValue(string text, ref int at, [NotNullWhen(true)] out string? value)
    {
        value = null;
        List<byte> octets = [];
        if (at < text.Length && text[at] == '#') return false; // a value in BER is no text
        while (at < text.Length && text[at] != ',')
        {
            if (text[at] == '\\')
            {
                if (!TryReadEscape(text, ref at, octets)) return false;
                continue;
            }
            var plain = text.AsSpan(at).IndexOfAny(Special);
            if (plain == 0) return false; // several attributes in one, or what must be escaped
            var end = plain < 0 ? text.Length : at + plain;
            octets.AddRange(Encoding.UTF8.GetBytes(text[at..end]));
            at = end;
        }
        at++;
        var bytes = octets.ToArray();
        if (bytes.Length == 0 || !Utf8.IsValid(bytes)) return false;
        value = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private static bool TryReadEscape(string text, ref int at, List<byte> octets)
    {
        var rest = text.AsSpan(at + 1);
        if (rest.Length > 0 && " #=\"+,;<>\\".Contains(rest[0]))
        {
            octets.Add((byte)rest[0]);
            at += 2;
            return true;
        }
        if (rest.Length < 2 || !byte.TryParse(rest[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            return false;
        octets.Add(octet);
        at += 3;
        return true;
    }
}
