using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace UserDirectory.Passwords.Imported;

/// <summary>What ASP.NET Core Identity's <c>PasswordHasher</c> writes, in Base64: version 2 is 00, salt (16) and PBKDF2 of HMAC-SHA1 with 1000
/// iterations (32); version 3 is 01, then function, iterations and length of the salt as big-endian numbers, salt and key.</summary>
internal sealed class AspNetIdentityFormat : IStoredFormat
{
    private const int SaltLength2 = 16;
    private const int Length2 = 1 + SaltLength2 + 32;
    private const int Head3 = 1 + (3 * sizeof(uint));

    public string? UnavailableBecause => null;

    public bool Owns(string stored) => Decode(stored) is [0, ..] or [1, ..];

    public string? Problem(string stored) => Read(stored) is { } read ? read.Problem() : "it is damaged";

    public bool Verify(string password, string stored) =>
        Read(stored) is { } read && read.Problem() is null && read.Fits(Encoding.UTF8.GetBytes(password));

    private static Pbkdf2Hash? Read(string stored) => Decode(stored) switch
    {
        [0, ..] bytes when bytes.Length == Length2 =>
            new Pbkdf2Hash(HashAlgorithmName.SHA1, 1000, bytes[1..(1 + SaltLength2)], bytes[(1 + SaltLength2)..]),
        [1, ..] bytes when bytes.Length > Head3 => Read3(bytes),
        _ => null,
    };

    private static Pbkdf2Hash? Read3(byte[] bytes)
    {
        var function = Number(bytes, 0) switch
        {
            0 => HashAlgorithmName.SHA1,
            1 => HashAlgorithmName.SHA256,
            2 => HashAlgorithmName.SHA512,
            _ => default,
        };
        var (iterations, saltLength) = (Number(bytes, 1), Number(bytes, 2));
        if (function.Name is null || iterations > int.MaxValue || saltLength is < 8 or > 64 || bytes.Length <= Head3 + saltLength) return null;
        var keyAt = Head3 + (int)saltLength;
        return new Pbkdf2Hash(function, (int)iterations, bytes[Head3..keyAt], bytes[keyAt..]);
    }

    private static uint Number(byte[] bytes, int index) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1 + (index * sizeof(uint))));

    private static byte[]? Decode(string stored)
    {
        if (stored.Length is < 40 or > 400) return null;
        var buffer = new byte[stored.Length];
        return Convert.TryFromBase64String(stored, buffer, out var length) ? buffer[..length] : null;
    }
}
