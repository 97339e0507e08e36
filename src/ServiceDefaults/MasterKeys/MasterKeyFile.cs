using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.MasterKeys;

/// <summary>The file of <c>Identity:MasterKeyFile</c>: keys of 32 bytes in base64, one a line; empty lines and those that begin with #
/// do not count.</summary>
public static partial class MasterKeyFile
{
    private const string Setting = "Identity:MasterKeyFile";

    /// <summary>Reads the configured file. In development one is made under <c>Data:Directory</c> when none is configured.</summary>
    /// <exception cref="StartupFailure">There is no such file, or it holds something else.</exception>
    public static MasterKey Open(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
            return Read(Path.GetFullPath(configured));
        if (!environment.IsDevelopment())
            throw new StartupFailure(
                $"{Setting} is missing: name a file that holds 32 random bytes in base64, made by `openssl rand -base64 32`.");

        var path = Path.Combine(DataDirectory.Of(configuration), "master.key");
        if (!File.Exists(path))
            Make(path);
        return Read(path);
    }

    private static MasterKey Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure($"{Setting} names {path}, which cannot be read: {exception.Message}", exception);
        }

        var keys = new List<byte[]>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var key = new byte[33];
            if (!Convert.TryFromBase64String(line, key, out var length) || length != 32)
                throw new StartupFailure($"{Setting} names {path}, whose line {i + 1} is not 32 bytes in base64.");
            keys.Add(key[..32]);
        }

        return keys.Count > 0 ? new MasterKey(keys) : throw new StartupFailure($"{Setting} names {path}, which holds no key.");
    }

    // Written aside and moved into its place: of two apps that start at once both read the same whole file.
    private static void Make(string path)
    {
        var made = $"{path}.{Environment.ProcessId}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}";
        try
        {
            DataDirectory.Create(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(made, options))
                writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            Place(made, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupFailure(
                $"The master key cannot be written to {path}: {exception.Message} Set Data:Directory to a folder that can be written.",
                exception);
        }
    }

    // File.Move looks and then renames, so that a second app could still put its key over the first one's: only a link is refused
    // in the same step when there is something already (Windows' own move is, too).
    private static void Place(string made, string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                File.Move(made, path, overwrite: false);
            else if (Link(made, path) != 0)
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }
        catch (IOException) when (File.Exists(path))
        {
            // The other app was first; its key is the one.
        }
        finally
        {
            File.Delete(made);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string made);
}
