namespace Architecture.Tests;

/// <summary>The arrows between projects; a new one is a decision record (docs/decisions).</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Jose"] = [],
        ["ServiceDefaults"] = [],
        ["Ui"] = [],
        ["UserApi.Contracts"] = [],
        ["OidcEngine"] = ["Jose"],
        ["OidcClient"] = ["Jose"],
        ["UserDirectory"] = ["OidcEngine", "ServiceDefaults"],
        ["IdentityProvider"] = ["OidcEngine", "UserDirectory", "OidcClient", "ServiceDefaults", "Ui"],
        ["UserApi"] = ["OidcEngine", "UserDirectory", "OidcClient", "ServiceDefaults", "UserApi.Contracts"],
        ["AdminUi"] = ["OidcClient", "ServiceDefaults", "Ui", "UserApi.Contracts"],
        ["AppHost"] = ["IdentityProvider", "UserApi", "AdminUi"],
        ["Migrator"] = ["UserDirectory"],
        ["WebApp"] = ["OidcClient"], // a sample stands for somebody else's app: it gets the client library at most
        ["MachineClient"] = [],
        ["Api"] = [],
    };

    private static readonly string[] Folders = ["src/", "tools/", "samples/"];

    public static TheoryData<string> Projects =>
        [.. Repository.ProjectFiles.Select(Repository.Relative).Where(path => Folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_what_its_row_allows_and_nothing_else(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} has no row in the reference table.");
        var extra = Repository.ReferencesOf(Path.Combine(Repository.Root, project)).Except(allowed!);
        Assert.True(!extra.Any(), $"{name} may not reference {string.Join(", ", extra)}.");
    }

    [Fact]
    public void The_engine_needs_no_package_at_all()
    {
        var project = Path.Combine(Repository.Root, "src/OidcEngine/OidcEngine.csproj");
        Assert.DoesNotContain("PackageReference", File.ReadAllText(project), StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_holds_no_database_connection()
    {
        var loaded = System.Reflection.Assembly.Load("AdminUi").GetReferencedAssemblies().Select(assembly => assembly.Name!);
        Assert.DoesNotContain(loaded, name => name.Contains("EntityFrameworkCore", StringComparison.Ordinal) || name == "Npgsql");
    }

    [Fact]
    public void Every_package_version_stands_in_the_central_file()
    {
        var own = Repository.ProjectFiles.Where(file =>
            System.Xml.Linq.XDocument.Load(file).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null));
        Assert.Empty(own.Select(Repository.Relative));
    }
}
