using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.Configuration;

/// <summary>Where the embedded mode keeps what it makes: <c>Data:Directory</c>.</summary>
public static class DataDirectory
{
    /// <summary>The full path; the folder may not exist yet.</summary>
    public static string Of(IConfiguration configuration) =>
        Path.GetFullPath(configuration["Data:Directory"] is { Length: > 0 } configured ? configured : ".data");

    /// <summary>Makes the folder unless it exists, for the eyes of its owner alone: it holds people's data.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
