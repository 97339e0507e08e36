using TestKit.Processes;
using TestKit.Product;

namespace AppHost.Tests;

/// <summary>The README's lines for calling the API, run as they stand but for the ports.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task A_service_calls_the_api_with_the_lines_of_the_readme()
    {
        await using var platform = await RunningPlatform.StartAsync();
        var readme = await File.ReadAllTextAsync(Path.Combine(TestKit.Product.SourceTree.Root, "README.md"));
        const string fence = "<!-- a test runs these lines -->\n```bash\n";
        var lines = readme[(readme.IndexOf(fence, StringComparison.Ordinal) + fence.Length)..];
        lines = lines[..lines.IndexOf("```", StringComparison.Ordinal)]
            .Replace("https://localhost:3001/", platform.Address(0, "/").ToString(), StringComparison.Ordinal)
            .Replace("https://localhost:3002/", platform.Address(1, "/").ToString(), StringComparison.Ordinal);

        await using var shell = ChildProcess.Start("bash", ["-euo", "pipefail", "-c", lines], folder: platform.Directory);

        Assert.Equal(0, await shell.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("\"username\":\"bob\"", shell.Output, StringComparison.Ordinal);
    }
}
