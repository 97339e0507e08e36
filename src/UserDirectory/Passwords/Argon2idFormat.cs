using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using UserDirectory.Passwords.Imported;

namespace UserDirectory.Passwords;

/// <summary>Argon2id (RFC 9106) as the PHC string that the system's libargon2 writes and reads.</summary>
internal sealed partial class Argon2idFormat(PasswordHashingOptions options) : IPasswordFormat
{
    private const string Library = "libargon2.so.1";
    private const string Prefix = "$argon2id$";
    private const int SaltLength = 16;
    private const int TagLength = 32;
    private const int Ok = 0;

    private static readonly Lazy<string?> Missing = new(FindOut);

    private readonly string _current = string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}v=19$m={options.Argon2MemoryKiB},t={options.Argon2Iterations},p=1$");

    public PasswordAlgorithm Algorithm => PasswordAlgorithm.Argon2id;

    public string? UnavailableBecause => MissingLibrary;

    /// <summary>Null where the library is.</summary>
    internal static string? MissingLibrary => Missing.Value;

    public bool Owns(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal);

    public bool IsCurrent(string stored) => stored.StartsWith(_current, StringComparison.Ordinal);

    public string? Problem(string stored) => Argon2Text.Parse(stored, Prefix) is { } text ? text.Problem() : Argon2Text.Damaged;

    public string Hash(string password)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var encoded = new byte[256];
        var code = HashEncoded(
            (uint)options.Argon2Iterations, (uint)options.Argon2MemoryKiB, 1, secret, (nuint)secret.Length,
            salt, SaltLength, TagLength, encoded, (nuint)encoded.Length);
        CryptographicOperations.ZeroMemory(secret);
        if (code != Ok) throw new CryptographicException($"libargon2 answered {code}.");
        return Encoding.ASCII.GetString(encoded, 0, Array.IndexOf(encoded, (byte)0));
    }

    public bool Verify(string password, string stored)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        var code = VerifyEncoded(stored, secret, (nuint)secret.Length);
        CryptographicOperations.ZeroMemory(secret);
        return code == Ok;
    }

    private static string? FindOut()
    {
        if (!NativeLibrary.TryLoad(Library, typeof(Argon2idFormat).Assembly, null, out var handle))
            return $"{Library} is not installed (Debian package libargon2-1)";
        NativeLibrary.Free(handle);
        return null;
    }

    [LibraryImport(Library, EntryPoint = "argon2id_hash_encoded")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HashEncoded(
        uint iterations, uint memoryKiB, uint parallelism, byte[] secret, nuint secretLength,
        byte[] salt, nuint saltLength, nuint tagLength, byte[] encoded, nuint encodedLength);

    [LibraryImport(Library, EntryPoint = "argon2id_verify", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int VerifyEncoded(string encoded, byte[] secret, nuint secretLength);
}
