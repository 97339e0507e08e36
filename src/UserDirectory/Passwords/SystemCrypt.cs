using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace UserDirectory.Passwords;

/// <summary>The system's libcrypt (crypt(5)).</summary>
internal static partial class SystemCrypt
{
    public const string Library = "libcrypt.so.1";

    private const int DataSize = 32_768; // sizeof(struct crypt_data)

    private static readonly Lazy<bool> IsHere = new(() =>
    {
        if (!NativeLibrary.TryLoad(Library, typeof(SystemCrypt).Assembly, null, out var handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    });

    /// <summary>Why it cannot hash with such a setting, or null.</summary>
    public static string? Missing(string setting, string method) =>
        !IsHere.Value ? $"{Library} is not installed (Debian package libcrypt1)"
        : Hash("test", setting).StartsWith(setting[..setting.LastIndexOf('$')], StringComparison.Ordinal) ? null
        : $"{Library} is here but does not know {method}";

    /// <param name="secret">Without NUL: it would end there.</param>
    /// <returns>The hash; a text that begins with <c>*</c> when the setting is damaged.</returns>
    public static string Hash(string secret, string setting)
    {
        var data = Marshal.AllocHGlobal(DataSize);
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

    private static unsafe void Zero(nint data) => CryptographicOperations.ZeroMemory(new Span<byte>((void*)data, DataSize));

    [LibraryImport(Library, EntryPoint = "crypt_r", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint CryptReentrant(string secret, string setting, nint data);
}
