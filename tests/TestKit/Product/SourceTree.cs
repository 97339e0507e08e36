namespace TestKit.Product;

/// <summary>Where the tests find the repository that they were built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built assembly of a project below src.</summary>
    public static string Assembly(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Root, "src", project, "bin", configuration, "net10.0", $"{project}.dll");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Identity.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Identity.sln is in no folder above the tests.");
        return folder;
    }
}
