using System.Runtime.CompilerServices;

namespace Ui.Tests;

/// <summary>The files of the library, as they stand in the repository.</summary>
internal static class SourceFiles
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../src/Ui"));

    public static IEnumerable<string> Matching(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string Here([CallerFilePath] string file = "") => file;
}
