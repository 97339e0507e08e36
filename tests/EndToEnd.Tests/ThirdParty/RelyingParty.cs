using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit.Certificates;
using TestKit.Processes;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>Runs a scenario of a library that others wrote, and is its browser and its person; see party.mjs for how they talk.</summary>
internal static class RelyingParty
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>How far the scenario came, step by step: it fails with what the library said when it did not come to its end.</returns>
    public static Task<IReadOnlyList<string>> RunNodeAsync(ThirdParties parties, string scenario, JsonObject settings) =>
        RunAsync(parties, "node", scenario, settings);

    public static async Task<IReadOnlyList<string>> RunAsync(ThirdParties parties, string program, string scenario, JsonObject settings)
    {
        settings["issuer"] = parties.Issuer;
        var environment = new Dictionary<string, string?>
        {
            ["RELYING_PARTY"] = settings.ToJsonString(),
            ["NODE_EXTRA_CA_CERTS"] = LoopbackCertificates.Instance.AuthorityFile,
            ["REQUESTS_CA_BUNDLE"] = LoopbackCertificates.Instance.AuthorityFile,
        };
        await using var party = ChildProcess.Start(program, [Path.Combine(ThirdParties.Folder, scenario)], environment);
        using var browser = parties.NewBrowser();

        var steps = new List<string>();
        while (await party.ReadLineAsync(Patience) is { } line)
        {
            var message = JsonDocument.Parse(line).RootElement;
            if (message.TryGetProperty("open", out var address))
                await party.WriteLineAsync((await browser.SignInAsync(address.GetString()!, "alice", "Pass123$")).AbsoluteUri);
            else
                steps.Add(message.GetProperty("step").GetString()!);
        }

        Assert.True(await party.WaitForExitAsync(Patience) == 0, $"{scenario} stopped after {string.Join(", ", steps)}:\n{party.Output}");
        return steps;
    }
}
