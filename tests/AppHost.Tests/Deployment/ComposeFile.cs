using System.Text.Json;
using TestKit.Processes;

namespace AppHost.Tests.Deployment;

/// <summary>docker-compose.yml, read by a YAML parser.</summary>
internal static class ComposeFile
{
    public static string Path { get; } = System.IO.Path.Combine(TestKit.Product.SourceTree.Root, "docker-compose.yml");

    public static async Task<JsonElement> ReadAsync()
    {
        var tests = System.IO.Path.Combine(TestKit.Product.SourceTree.Root, "tests", "AppHost.Tests");
        Assert.True(Directory.Exists(System.IO.Path.Combine(tests, "node_modules")), "Run npm ci in tests/AppHost.Tests first: ./test.sh does.");
        await using var node = ChildProcess.Start("node", [System.IO.Path.Combine(tests, "Deployment", "yaml-to-json.mjs"), Path]);
        Assert.True(await node.WaitForExitAsync(TimeSpan.FromSeconds(60)) == 0, node.Output);
        return JsonDocument.Parse(node.Output).RootElement;
    }

    /// <summary>The environment of a service.</summary>
    public static IEnumerable<(string Name, string Value)> Environment(JsonElement service) =>
        service.TryGetProperty("environment", out var all)
            ? all.EnumerateObject().Select(one => (one.Name, one.Value.GetString()!))
            : [];

    /// <summary>The names of an object's members, or the entries of a list.</summary>
    public static IEnumerable<string> Names(JsonElement owner, string member) => !owner.TryGetProperty(member, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(one => one.GetString()!)
        : value.EnumerateObject().Select(one => one.Name);
}
