using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace UserDirectory.Passwords;

/// <summary>bcrypt through the system's libcrypt. bcrypt reads 72 bytes at most and stops at NUL, so our own hashes take
/// base64(HMAC-SHA256(salt, password)) and are named <c>$bcrypt-sha256$</c>; plain <c>$2a$/$2b$/$2y$</c> hashes are verified too.</summary>
internal sealed partial class BcryptFormat(PasswordHashingOptions options) : IPasswordFormat
{
    private const string Library = "libcrypt.so.1";
    private const string Prefix = "$bcrypt-sha256$";
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int CryptDataSize = 32_768; // sizeof(struct crypt_data)
    private const int SettingLength = 29; // $2b$12$ and 22 characters of salt
    private const int MaxPlainLength = 72;

    private static readonly Lazy<string?> Missing = new(FindOut);

    public PasswordAlgorithm Algorithm => PasswordAlgorithm.Bcrypt;

    public string? UnavailableBecause => Missing.Value;

    private string CurrentSetting => string.Create(CultureInfo.InvariantCulture, $"$2b${options.BcryptWorkFactor:00}$");

    public bool Owns(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal) || IsPlain(stored);

    public bool IsCurrent(string stored) => stored.StartsWith(Prefix + CurrentSetting[1..], StringComparison.Ordinal);

    public string Hash(string password)
    {
        var setting = CurrentSetting + NewSalt();
        return Prefix + Crypt(Prehashed(password, setting), setting)[1..];
    }

    public bool Verify(string password, string stored)
    {
        var own = !IsPlain(stored);
        var hash = own ? "$" + stored[Prefix.Length..] : stored;
        if (hash.Length != 60) return false;
        if (!own && (Encoding.UTF8.GetByteCount(password) > MaxPlainLength || password.Contains('\0'))) return false; // would be cut
        var setting = hash[..SettingLength];
        var computed = Crypt(own ? Prehashed(password, setting) : password, setting);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(computed), Encoding.ASCII.GetBytes(hash));
    }

    private static bool IsPlain(string stored) =>
        stored.Length > 4 && stored.StartsWith("$2", StringComparison.Ordinal) && stored[2] is 'a' or 'b' or 'y' && stored[3] == '$';

    /// <summary>Keyed with the salt, so that a leaked unsalted SHA-256 of the same password is of no use here.</summary>
    private static string Prehashed(string password, string setting) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(setting[7..]), Encoding.UTF8.GetBytes(password)));

    /// <summary>22 characters carry 132 bits; the last one keeps only its upper two.</summary>
    private static string NewSalt() => RandomNumberGenerator.GetString(Alphabet, 21) + RandomNumberGenerator.GetString(".Oeu", 1);

    private static string Crypt(string secret, string setting)
    {
        var data = Marshal.AllocHGlobal(CryptDataSize);
        try
        {
            Zero(data);
            var result = Marshal.PtrToStringUTF8(CryptReentrant(secret, setting, data)) ?? "*0";
            Zero(data);
            return result;
        }
        finally
        {
            Marshal.FreeHGlobal(data);
        }
    }

    private static unsafe void Zero(nint data) => CryptographicOperations.ZeroMemory(new Span<byte>((void*)data, CryptDataSize));

    private static string? FindOut()
    {
        if (!NativeLibrary.TryLoad(Library, typeof(BcryptFormat).Assembly, null, out var handle))
            return $"{Library} is not installed (Debian package libcrypt1)";
        NativeLibrary.Free(handle);
        return Crypt("test", "$2b$04$......................").StartsWith("$2b$04$", StringComparison.Ordinal)
            ? null
            : $"{Library} is here but does not know bcrypt";
    }

    [LibraryImport(Library, EntryPoint = "crypt_r", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint CryptReentrant(string secret, string setting, nint data);
}
