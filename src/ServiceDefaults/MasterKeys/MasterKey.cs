using System.Security.Cryptography;
using System.Text;

namespace ServiceDefaults.MasterKeys;

/// <summary>What everything secret in the database lies under: AES-256-GCM with the first key of <c>Identity:MasterKeyFile</c>; what an
/// older key of the file wrapped is still read. A wrapped value is version (1) ‖ key id (4) ‖ nonce (12) ‖ ciphertext ‖ tag (16).</summary>
public sealed class MasterKey
{
    private const byte Version = 1;
    private const int KeyIdLength = 4;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + KeyIdLength + NonceLength;

    private readonly IReadOnlyList<byte[]> _keys;

    /// <param name="keys">Keys of 32 bytes: the first writes, all read.</param>
    public MasterKey(IReadOnlyList<byte[]> keys)
    {
        if (keys.Count == 0 || keys.Any(key => key.Length != 32))
            throw new ArgumentException("A master key needs at least one key, each of 32 bytes.", nameof(keys));
        _keys = keys;
    }

    /// <param name="purpose">What the value is: authenticated with it, so that no wrapped value can be put in another's place.</param>
    public byte[] Wrap(ReadOnlySpan<byte> plaintext, string purpose)
    {
        var wrapped = new byte[HeadLength + plaintext.Length + TagLength];
        wrapped[0] = Version;
        KeyId(_keys[0]).CopyTo(wrapped, 1);
        var nonce = wrapped.AsSpan(1 + KeyIdLength, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[0], TagLength);
        var (ciphertext, tag) = (wrapped.AsMemory(HeadLength, plaintext.Length), wrapped.AsMemory()[^TagLength..]);
        aes.Encrypt(nonce, plaintext, ciphertext.Span, tag.Span, Encoding.UTF8.GetBytes(purpose));
        return wrapped;
    }

    /// <exception cref="CryptographicException">The value was changed, or wrapped by a key that the file lacks or for another
    /// purpose.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose)
    {
        if (wrapped.Length < HeadLength + TagLength || wrapped[0] != Version)
            throw new CryptographicException("The value was not wrapped by a master key.");

        var key = Find(wrapped.Slice(1, KeyIdLength));
        var plaintext = new byte[wrapped.Length - HeadLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        var nonce = wrapped.Slice(1 + KeyIdLength, NonceLength);
        aes.Decrypt(nonce, wrapped[HeadLength..^TagLength], wrapped[^TagLength..], plaintext, Encoding.UTF8.GetBytes(purpose));
        return plaintext;
    }

    /// <summary>32 bytes that follow from the writing key and the purpose (RFC 5869): the same on every instance.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _keys[0], 32, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] KeyId(byte[] key) => SHA256.HashData(key)[..KeyIdLength];

    private byte[] Find(ReadOnlySpan<byte> keyId)
    {
        foreach (var key in _keys)
            if (keyId.SequenceEqual(KeyId(key)))
                return key;
        throw new CryptographicException("The value was wrapped by a master key that Identity:MasterKeyFile does not hold.");
    }
}
