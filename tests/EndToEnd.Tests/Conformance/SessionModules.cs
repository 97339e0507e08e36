using System.Text.Json;
using AngleSharp.Html.Parser;
using EndToEnd.Tests.Product;
using TestKit.Processes;

namespace EndToEnd.Tests.Conformance;

/// <summary>Modules of the session management plan: OIDC Session Management 1.0 §2 and §3. The provider's frame runs in Node.js, which gives
/// it what a browser would.</summary>
internal static class SessionModules
{
    private static readonly Condition StateComes = new("ExtractSessionStateFromAuthorizationResponse",
        () => Faults.BringsBack(callback => callback.Parameters.Remove("session_state")),
        () => Faults.BringsBack(callback => callback.Parameters["session_state"] = "two words"));

    private static readonly Condition IsUnchanged = new("CheckSessionResultIsUnchanged",
        () => Faults.BringsBack(callback => callback.Parameters["session_state"] = "x" + callback.Parameters["session_state"][1..^1] + "x"),
        () => Frame("""addEventListener("message", event => event.source.postMessage("error", event.origin))"""));

    private static readonly Condition IsChanged = new("CheckSecondSessionResultIsChanged",
        () => Frame("""addEventListener("message", event => event.source.postMessage("unchanged", event.origin))"""));

    public static readonly Module[] All =
    [
        DiscoveryModules.Logout("oidcc-session-management-discovery-endpoint-verification", "check_session_iframe", "end_session_endpoint"),
        new("oidcc-session-management-rp-initiated-logout", PlayAsync, [StateComes, IsUnchanged, .. LogoutModules.OfWayBack, IsChanged]) { StartsSignedOut = true },
    ];

    private static async Task PlayAsync(ModuleRun run)
    {
        var (flow, _) = await BasicFlow.CompleteAsync(run, run.NewRequest());
        var state = run.Answered!["session_state"];
        run.Demand(StateComes, state is { Length: > 0 } && !state.Contains(' ', StringComparison.Ordinal));
        var first = await AskFrameAsync(run, flow.Request.Client, state!);
        run.Demand(IsUnchanged, first == "unchanged", first);

        var sent = await LogoutModules.AskForLogoutAsync(run, flow, _ => { });
        LogoutModules.CheckReturn(run, sent, run.Seen());
        var second = await AskFrameAsync(run, flow.Request.Client, state!);
        run.Demand(IsChanged, second == "changed", second);
    }

    /// <summary>What the <c>check_session_iframe</c> answers to the client's frame.</summary>
    private static async Task<string> AskFrameAsync(ModuleRun run, TestClient client, string state)
    {
        var metadata = await run.GetJsonAsync(Faults.Configuration);
        var address = new Uri(metadata.GetProperty("check_session_iframe").GetString()!);
        var page = new HtmlParser().ParseDocument(await run.Http.GetStringAsync(address));
        var script = await run.Http.GetStringAsync(new Uri(address, page.QuerySelector("script")!.GetAttribute("src")));
        var cookies = run.Browser.Cookies.GetCookies(address).Where(cookie => !cookie.HttpOnly).Select(cookie => $"{cookie.Name}={cookie.Value}");
        var surroundings = JsonSerializer.Serialize(new
        {
            script,
            cookie = string.Join("; ", cookies),
            origin = new Uri(client.RedirectUri!).GetLeftPart(UriPartial.Authority),
            question = $"{client.Id} {state}",
        });
        await using var node = ChildProcess.Start("node", [Path.Combine(WholeProduct.Folder, "Conformance", "session-iframe.mjs")],
            new Dictionary<string, string?> { ["SURROUNDINGS"] = surroundings });
        return await node.ReadLineAsync(TimeSpan.FromSeconds(60)) ?? node.Output;
    }

    /// <summary>Its frame runs another script.</summary>
    private static Fault Frame(string script) => Faults.Answers("/connect/checksession.js", answer => answer.Content = new StringContent(script));
}
