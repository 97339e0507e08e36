using System.Text;

namespace UserDirectory.SecondFactors;

/// <summary>Base 32, RFC 4648 §6, without padding: how authenticator apps take keys.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsOfCharacter = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / BitsOfCharacter) + 1);
        var (buffer, bits) = (0, 0);
        foreach (var one in bytes)
        {
            buffer = ((buffer << 8) | one) & 0xFFF;
            bits += 8;
            while (bits >= BitsOfCharacter)
            {
                bits -= BitsOfCharacter;
                text.Append(Alphabet[(buffer >> bits) & 0x1F]);
            }
        }

        if (bits > 0) text.Append(Alphabet[(buffer << (BitsOfCharacter - bits)) & 0x1F]);
        return text.ToString();
    }
}
