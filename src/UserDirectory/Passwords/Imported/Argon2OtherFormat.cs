using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace UserDirectory.Passwords.Imported;

/// <summary>Argon2i and Argon2d (RFC 9106) of other systems, through the system's libargon2. Argon2id is <see cref="Argon2idFormat"/>'s.</summary>
internal sealed partial class Argon2OtherFormat : IStoredFormat
{
    private const string Library = "libargon2.so.1";
    private const string PrefixI = "$argon2i$";
    private const string PrefixD = "$argon2d$";
    private const int Ok = 0;

    public string? UnavailableBecause => Argon2idFormat.MissingLibrary;

    public bool Owns(string stored) => IsI(stored) || stored.StartsWith(PrefixD, StringComparison.Ordinal);

    public string? Problem(string stored) =>
        Argon2Text.Parse(stored, IsI(stored) ? PrefixI : PrefixD) is { } text ? text.Problem() : Argon2Text.Damaged;

    public bool Verify(string password, string stored)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        var code = IsI(stored) ? VerifyI(stored, secret, (nuint)secret.Length) : VerifyD(stored, secret, (nuint)secret.Length);
        CryptographicOperations.ZeroMemory(secret);
        return code == Ok;
    }

    private static bool IsI(string stored) => stored.StartsWith(PrefixI, StringComparison.Ordinal);

    [LibraryImport(Library, EntryPoint = "argon2i_verify", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int VerifyI(string encoded, byte[] secret, nuint secretLength);

    [LibraryImport(Library, EntryPoint = "argon2d_verify", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int VerifyD(string encoded, byte[] secret, nuint secretLength);
}
