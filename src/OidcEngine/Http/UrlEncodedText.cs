using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace OidcEngine.Http;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> as RFC 6749 Appendix B restricts it to UTF-8. Unlike a form reader for
/// pages it refuses what has no single meaning: a broken escape, octets that are not UTF-8, and NUL.</summary>
internal static class UrlEncodedText
{
    private const int StackLimit = 512;

    /// <summary>Reads parameters; null says that the text is malformed or holds too many.</summary>
    public static RequestParameters? Parse(ReadOnlySpan<byte> text)
    {
        var parameters = new RequestParameters();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'&');
            var pair = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (pair.IsEmpty) continue;

            var equals = pair.IndexOf((byte)'=');
            if (!TryDecode(equals < 0 ? pair : pair[..equals], out var name)) return null;
            if (!TryDecode(equals < 0 ? default : pair[(equals + 1)..], out var value)) return null;
            if (parameters.Count == RequestParameters.MaxCount) return null;
            parameters.Add(name, value);
        }
        return parameters;
    }

    /// <summary>Reads one name or value.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (encoded.IndexOfAny((byte)'%', (byte)'+') < 0) return TryReadUtf8(encoded, out text);

        byte[]? rented = null;
        var decoded = encoded.Length <= StackLimit ? stackalloc byte[StackLimit] : rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            return TryUnescape(encoded, decoded, out var length) && TryReadUtf8(decoded[..length], out text);
        }
        finally
        {
            if (rented is not null) ArrayPool<byte>.Shared.Return(rented, clearArray: true); // it may hold a secret
        }
    }

    private static bool TryUnescape(ReadOnlySpan<byte> encoded, Span<byte> decoded, out int length)
    {
        length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var octet = encoded[i];
            if (octet == '+') octet = (byte)' ';
            if (octet == '%')
            {
                if (i + 2 >= encoded.Length || HexValue(encoded[i + 1]) is not (>= 0 and var high)) return false;
                if (HexValue(encoded[i + 2]) is not (>= 0 and var low)) return false;
                octet = (byte)((high << 4) | low);
                i += 2;
            }
            decoded[length++] = octet;
        }
        return true;
    }

    private static int HexValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };

    private static bool TryReadUtf8(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (octets.Contains((byte)0) || !Utf8.IsValid(octets)) return false;
        text = Encoding.UTF8.GetString(octets);
        return true;
    }
}
