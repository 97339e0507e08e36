namespace TestKit.Product;

/// <summary>Where the tests find the repository that they were built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: what the tests were built as, and therefore what they test.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The built assembly of a project below src, or another folder.</summary>
    public static string Assembly(string project, string below = "src") => Path.Combine(Root, below, project, "bin", Configuration, "net10.0", $"{project}.dll");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Identity.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Identity.sln is in no folder above the tests.");
        return folder;
    }
}
