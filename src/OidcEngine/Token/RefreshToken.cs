using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OidcEngine.Keys;

namespace OidcEngine.Token;

/// <summary>A refresh token: base64url(version ‖ key id ‖ family ‖ generation ‖ HMAC over all of these and the issuer). It names a place in
/// its family; whether that place is still good is for the family's row to say. A family keeps the key that it started with, so the
/// successor of a token is always the same text.</summary>
/// <param name="Key">The key of the family.</param>
/// <param name="GrantId">The family, which is the grant.</param>
/// <param name="Generation">The place; the first is 1.</param>
internal sealed record RefreshToken(RefreshTokenKey Key, Guid GrantId, int Generation)
{
    private const byte Version = 1;
    private const int GrantIdOffset = 1 + NewKey.IdSize;
    private const int GenerationOffset = GrantIdOffset + 16;
    private const int MacOffset = GenerationOffset + sizeof(int);
    private const int Size = MacOffset + HMACSHA256.HashSizeInBytes;
    private static readonly int EncodedSize = Base64Url.GetEncodedLength(Size);

    /// <summary>True when the text has the outer form of a refresh token, whoever made it.</summary>
    public static bool LooksLike(string text) => text.Length == EncodedSize && !text.Contains('.');

    /// <summary>The id of the key that the text names; null when it is no refresh token.</summary>
    public static byte[]? KeyIdOf(string text)
    {
        Span<byte> token = stackalloc byte[Size];
        return TryDecode(text, token) ? token.Slice(1, NewKey.IdSize).ToArray() : null;
    }

    /// <summary>Reads a token that <paramref name="key"/> authenticates; null when it does not.</summary>
    public static RefreshToken? Read(string text, RefreshTokenKey key, string issuer)
    {
        Span<byte> token = stackalloc byte[Size];
        if (!TryDecode(text, token)) return null;

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Authenticate(token[..MacOffset], key, issuer, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, token[MacOffset..])) return null;

        var grantId = new Guid(token.Slice(GrantIdOffset, 16), bigEndian: true);
        return new RefreshToken(key, grantId, BinaryPrimitives.ReadInt32BigEndian(token[GenerationOffset..]));
    }

    /// <summary>The token's text.</summary>
    public string Write(string issuer)
    {
        Span<byte> token = stackalloc byte[Size];
        token[0] = Version;
        Key.Id.CopyTo(token[1..]);
        GrantId.TryWriteBytes(token[GrantIdOffset..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(token[GenerationOffset..], Generation);
        Authenticate(token[..MacOffset], Key, issuer, token[MacOffset..]);
        return Base64Url.EncodeToString(token);
    }

    private static bool TryDecode(string text, Span<byte> token) =>
        LooksLike(text)
        && Base64Url.DecodeFromChars(text, token, out _, out var length) == OperationStatus.Done
        && length == Size
        && token[0] == Version;

    private static void Authenticate(ReadOnlySpan<byte> content, RefreshTokenKey key, string issuer, Span<byte> mac)
    {
        Span<byte> message = new byte[content.Length + Encoding.UTF8.GetByteCount(issuer)];
        content.CopyTo(message);
        Encoding.UTF8.GetBytes(issuer, message[content.Length..]);
        HMACSHA256.HashData(key.Secret, message, mac);
    }
}
