using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit.Browsing;
using TestKit.Certificates;
using TestKit.Processes;

namespace EndToEnd.Tests.ThirdParty;

/// <summary>Runs a scenario of a library that others wrote, and is its browser and its person; see party.mjs for how they talk.</summary>
internal static class RelyingParty
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a scenario in Node.js as this client.</summary>
    /// <returns>How far the scenario came, step by step: it fails with what the library said when it did not come to its end.</returns>
    public static Task<IReadOnlyList<string>> RunAsync(ThirdParties parties, string scenario, string clientId, JsonObject? more = null) =>
        RunAsync(parties, "node", scenario, clientId, more);

    public static async Task<IReadOnlyList<string>> RunAsync(ThirdParties parties, string program, string scenario, string clientId, JsonObject? more)
    {
        var settings = parties.Clients.SettingsOf(clientId);
        settings["issuer"] = parties.Issuer;
        foreach (var (name, value) in more ?? []) settings[name] = value?.DeepClone();
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
            if (message.TryGetProperty("step", out var step)) steps.Add(step.GetString()!);
            else await party.WriteLineAsync(await PlayAsync(browser, message));
        }

        Assert.True(await party.WaitForExitAsync(Patience) == 0, $"{scenario} stopped after {string.Join(", ", steps)}:\n{party.Output}");
        return steps;
    }

    private static async Task<string> PlayAsync(ScriptlessBrowser browser, JsonElement message)
    {
        if (message.TryGetProperty("open", out var address))
            return (await browser.SignInAsync(address.GetString()!, "alice", "Pass123$")).AbsoluteUri;

        await browser.OpenAsync(message.GetProperty("approve").GetString()!);
        if (browser.Page.QuerySelector("input[type=password]") is not null)
            await browser.SubmitAsync(("UserName", "alice"), ("Password", "Pass123$"));
        await browser.SubmitAsync(("UserCode", browser.Page.QuerySelector("[name=UserCode]")!.GetAttribute("value")!));
        await browser.SubmitAsync(("decision", "allow"));
        return browser.Location.AbsoluteUri;
    }
}
