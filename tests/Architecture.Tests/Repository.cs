using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The tree as the tests see it: project files and sources from disk, types from the built assemblies.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> ProjectFiles { get; } =
        [.. Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(IsOurs)];

    public static IReadOnlyList<string> ProductAssemblies { get; } =
        ["Jose", "OidcEngine", "OidcClient", "ServiceDefaults", "Ui", "UserApi.Contracts", "UserDirectory", "IdentityProvider", "UserApi", "AdminUi", "AppHost"];

    /// <summary>Types that a person wrote: neither the compiler's, nor Razor's, nor a migration.</summary>
    public static IEnumerable<Type> ProductTypes { get; } =
        [.. ProductAssemblies.SelectMany(name => Assembly.Load(name).GetTypes()).Where(IsHandWritten)];

    public static IEnumerable<string> Sources(params string[] folders) => Files("*.cs", folders);

    /// <summary>The pages.</summary>
    public static IEnumerable<string> Views(params string[] folders) => Files("*.cshtml", folders);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static IReadOnlyList<string> ReferencesOf(string projectFile) =>
        [.. XDocument.Load(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static IEnumerable<string> Files(string pattern, string[] folders) => folders
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
        .Where(IsOurs);

    private static bool IsOurs(string path) =>
        !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts" or "Migrations");

    private static bool IsHandWritten(Type type) =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && type.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) != true
        && !type.Name.Contains('<', StringComparison.Ordinal)
        && type.Namespace is { } space
        && ProductAssemblies.Any(name => space == name || space.StartsWith(name + ".", StringComparison.Ordinal))
        && !space.Contains(".Migrations", StringComparison.Ordinal)
        && !type.Name.StartsWith("Pages_", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Identity.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Identity.sln is in no folder above the tests.");
        return folder;
    }
}
