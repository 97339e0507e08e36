using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace UserDirectory.Passwords;

/// <summary>Passwords that are known from leaks, as a Bloom filter that <c>tools/known-passwords.mjs</c> makes: it never misses one, takes one in
/// 20 000 others for known, and holds none of them.</summary>
internal static class KnownPasswords
{
    private const string Resource = "UserDirectory.Passwords.known-passwords.bloom";
    private const int Shortest = 4;
    private const int Functions = 15;

    private static readonly byte[] Bits = Read();

    /// <param name="text">In NFKC and lower case.</param>
    public static bool Contains(string text)
    {
        if (text.Length < Shortest) return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        ulong first = BinaryPrimitives.ReadUInt32LittleEndian(hash);
        ulong step = BinaryPrimitives.ReadUInt32LittleEndian(hash[sizeof(uint)..]);
        for (var i = 0UL; i < Functions; i++)
        {
            var bit = (int)((first + (i * step)) % (ulong)(Bits.Length * 8));
            if ((Bits[bit >> 3] & (1 << (bit & 7))) == 0) return false;
        }

        return true;
    }

    private static byte[] Read()
    {
        using var resource = typeof(KnownPasswords).Assembly.GetManifestResourceStream(Resource)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
