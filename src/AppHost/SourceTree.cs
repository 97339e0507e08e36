using ServiceDefaults.Configuration;

namespace AppHost;

/// <summary>AppHost runs the three hosts from their source folders, where their pages and files lie.</summary>
internal static class SourceTree
{
    /// <exception cref="StartupFailure">The program does not lie in the source tree.</exception>
    public static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Identity.sln"))) return directory.FullName;
        throw new StartupFailure("AppHost runs only inside its source tree: start it there with dotnet run --project src/AppHost, "
            + "or deploy IdentityProvider, UserApi and AdminUi each by itself.");
    }
}
