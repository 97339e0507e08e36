using System.Text.Json;
using System.Text.RegularExpressions;

namespace AppHost.Tests.Deployment;

/// <summary>No container engine runs here: these tests hold what the file says against the repository.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly string Root = TestKit.Product.SourceTree.Root;

    private static readonly HashSet<string> ServiceMembers = new(StringComparer.Ordinal)
    {
        "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "networks", "ports", "profiles", "read_only",
        "restart", "secrets", "security_opt", "stop_grace_period", "tmpfs", "volumes",
    };

    private static readonly HashSet<string> TopLevelMembers = new(StringComparer.Ordinal) { "name", "services", "networks", "volumes", "secrets" };

    [Fact]
    public async Task Every_member_is_one_that_compose_knows()
    {
        var compose = await ComposeFile.ReadAsync();
        Assert.Subset(TopLevelMembers, Members(compose).Where(name => !name.StartsWith("x-", StringComparison.Ordinal)).ToHashSet());
        foreach (var service in compose.GetProperty("services").EnumerateObject())
        {
            Assert.Subset(ServiceMembers, Members(service.Value).ToHashSet());
            Assert.True(service.Value.TryGetProperty("image", out _) != service.Value.TryGetProperty("build", out _), service.Name);
        }
    }

    [Fact]
    public async Task Every_name_that_a_service_uses_is_declared()
    {
        var compose = await ComposeFile.ReadAsync();
        var services = ComposeFile.Names(compose, "services").ToHashSet();
        foreach (var service in compose.GetProperty("services").EnumerateObject().Select(one => one.Value))
        {
            Assert.Subset(services, ComposeFile.Names(service, "depends_on").ToHashSet());
            Assert.Subset(ComposeFile.Names(compose, "networks").ToHashSet(), ComposeFile.Names(service, "networks").ToHashSet());
            Assert.Subset(ComposeFile.Names(compose, "secrets").ToHashSet(), ComposeFile.Names(service, "secrets").ToHashSet());
            var volumes = ComposeFile.Names(service, "volumes").Select(volume => volume.Split(':')[0]).Where(source => source[0] != '.').ToHashSet();
            Assert.Subset(ComposeFile.Names(compose, "volumes").ToHashSet(), volumes);
        }
    }

    [Fact]
    public async Task Who_waits_for_a_healthy_service_waits_for_one_that_can_tell()
    {
        var services = (await ComposeFile.ReadAsync()).GetProperty("services");
        foreach (var service in services.EnumerateObject())
            foreach (var waited in service.Value.TryGetProperty("depends_on", out var all) ? all.EnumerateObject() : default)
                if (waited.Value.GetProperty("condition").GetString() == "service_healthy")
                    Assert.True(services.GetProperty(waited.Name).TryGetProperty("healthcheck", out _), waited.Name);
    }

    [Fact]
    public async Task Every_file_is_in_the_repository_or_made_by_the_prepare_script()
    {
        var compose = await ComposeFile.ReadAsync();
        var prepare = File.ReadAllText(Path.Combine(Root, "deploy", "prepare.sh"));
        var services = compose.GetProperty("services").EnumerateObject().Select(one => one.Value).ToArray();
        var files = services.SelectMany(service => ComposeFile.Names(service, "volumes")).Select(volume => volume.Split(':')[0]).Where(source => source[0] == '.')
            .Concat(compose.GetProperty("secrets").EnumerateObject().Select(secret => secret.Value.GetProperty("file").GetString()!))
            .Concat(services.Where(service => service.TryGetProperty("build", out _)).Select(service => service.GetProperty("build").GetProperty("dockerfile").GetString()!));

        Assert.All(files, file => Assert.True(
            File.Exists(Path.Combine(Root, file)) || prepare.Contains($">$secrets/{Path.GetFileName(file)}", StringComparison.Ordinal)
            || prepare.Contains($"-out $secrets/{Path.GetFileName(file)}", StringComparison.Ordinal)
            || prepare.Contains($"-keyout $secrets/{Path.GetFileName(file)}", StringComparison.Ordinal),
            $"{file} is nowhere"));
    }

    [Fact]
    public void Every_variable_has_a_default_or_is_written_by_the_prepare_script()
    {
        var prepare = File.ReadAllText(Path.Combine(Root, "deploy", "prepare.sh"));
        var variables = Variable().Matches(File.ReadAllText(ComposeFile.Path));
        Assert.NotEmpty(variables);
        Assert.All(variables, variable => Assert.True(
            prepare.Contains($"\n{variable.Groups[1].Value}=", StringComparison.Ordinal), $"{variable.Value} is nowhere set"));
    }

    [Fact]
    public async Task Every_setting_is_one_that_the_apps_read()
    {
        var source = string.Join('\n', Directory.GetFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        foreach (var service in (await ComposeFile.ReadAsync()).GetProperty("services").EnumerateObject())
        {
            if (!service.Value.TryGetProperty("build", out _)) continue;
            foreach (var (name, _) in ComposeFile.Environment(service.Value).Where(one => !one.Name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)))
                Assert.True(IsRead(name, source), $"{service.Name} sets {name}, which nothing reads");
        }
    }

    [Fact]
    public async Task No_secret_stands_in_the_file()
    {
        foreach (var service in (await ComposeFile.ReadAsync()).GetProperty("services").EnumerateObject())
            foreach (var (name, value) in ComposeFile.Environment(service.Value))
                if (Secret().IsMatch(name)) Assert.StartsWith("${", value);
        Assert.DoesNotMatch(@"Password=[^$]", File.ReadAllText(ComposeFile.Path));
    }

    private static IEnumerable<string> Members(JsonElement element) => element.EnumerateObject().Select(one => one.Name);

    // A setting is read as a literal "A:B", or as the property B of the options of section "A"; an index names an entry of a list.
    private static bool IsRead(string variable, string source)
    {
        var parts = variable.Split("__").Where(part => !int.TryParse(part, out _)).ToArray();
        if (parts[0] == "ConnectionStrings") return source.Contains($"GetConnectionString(\"{parts[1]}\")", StringComparison.Ordinal);
        if (source.Contains($"\"{string.Join(':', parts)}\"", StringComparison.Ordinal)) return true;
        var section = string.Join(':', parts[..^1]);
        return source.Contains($"\"{section}\"", StringComparison.Ordinal) && Regex.IsMatch(source, $@"\b{parts[^1]} \{{ get; (set|init);");
    }

    [GeneratedRegex(@"\$\{([A-Z_]+)[^}]*\}")]
    private static partial Regex Variable();

    [GeneratedRegex("password|secret", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
