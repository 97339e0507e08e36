using System.Net;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Conformance;

/// <summary>Modules of the RP-initiated logout plan: OIDC RP-Initiated Logout 1.0 §2 and §3.</summary>
internal static class LogoutModules
{
    private static readonly Condition ComesBack = new("CheckPostLogoutRedirect",
        () => Faults.GoesOn(".test/goodbye", ".test/elsewhere"));

    private static readonly Condition StateFits = new("CheckPostLogoutState",
        () => Faults.Later(Faults.Ignores("state")));

    private static readonly Condition NoStateComes = new("CheckPostLogoutStateIsAbsent",
        () => Faults.BringsBack(callback => { if (callback.Address.AbsolutePath == "/goodbye") callback.Parameters["state"] = "another"; }));

    private static readonly Condition NothingElse = new("CheckForUnexpectedParametersInPostLogoutRedirect",
        () => Faults.GoesOn("/goodbye?", "/goodbye?extra=1&"));

    private static readonly Condition NothingAtAll = new("CheckForUnexpectedParametersInPostLogoutRedirect",
        () => Faults.GoesOn("/goodbye", "/goodbye?extra=1"));

    private static readonly Condition SessionEnded = new("CheckErrorFromAuthorizationEndpointIsOneThatRequiredAUserInterface",
        () => Faults.Ignores("prompt"));

    private static readonly Condition StaysHere = new("ExpectNoPostLogoutRedirect",
        () => Faults.Redirects(Faults.EndSession, request => Faults.Query(request, "post_logout_redirect_uri") ?? "https://rp.test/goodbye"));

    private static readonly Condition PersonIsTold = new("ExpectSuccessfulLogoutPage",
        () => Faults.Answers("/signed-out", answer => answer.StatusCode = HttpStatusCode.InternalServerError));

    /// <summary>What the way back must be, and that nobody is signed in after it.</summary>
    public static readonly Condition[] OfReturn = [ComesBack, StateFits, NothingElse, SessionEnded];

    public static readonly Condition[] OfWayBack = [ComesBack, StateFits, NothingElse];

    public static readonly Module[] All =
    [
        DiscoveryModules.Logout("oidcc-rp-initiated-logout-discovery-endpoint-verification", "end_session_endpoint"),
        new("oidcc-rp-initiated-logout", run => LeaveAsync(run, _ => { }), OfReturn) { StartsSignedOut = true },
        new("oidcc-rp-initiated-logout-no-state", run => LeaveAsync(run, query => query.Remove("state")), [ComesBack, NoStateComes, NothingAtAll, SessionEnded])
            { StartsSignedOut = true },
        Stays("bad-post-logout-redirect-uri", query => query["post_logout_redirect_uri"] = "https://rp.test/not-registered"),
        Stays("query-added-to-post-logout-redirect-uri", query => query["post_logout_redirect_uri"] += "?foo=bar"),
        Stays("modified-id-token-hint", query => query["id_token_hint"] = Unsigned(query["id_token_hint"])),
        Stays("bad-id-token-hint", query => query["id_token_hint"] = "bad-token"),
        Stays("no-id-token-hint", query => query.Remove("id_token_hint")),
        Ends("no-params", query => query.Clear()),
        Ends("no-post-logout-redirect-uri", query => query.Remove("post_logout_redirect_uri")),
        Ends("only-state", query => { query.Remove("id_token_hint"); query.Remove("post_logout_redirect_uri"); }),
    ];

    /// <summary>A sign-in, and a logout request that this changes. Gives the request that was sent.</summary>
    public static async Task<(FlowResult Flow, Dictionary<string, string> Sent)> SignOutAsync(
        ModuleRun run, Action<Dictionary<string, string>> change, TestClient? client = null)
    {
        var (flow, _) = await BasicFlow.CompleteAsync(run, run.NewRequest(client ?? CertifiedProvider.Basic));
        return (flow, await AskForLogoutAsync(run, flow, change));
    }

    public static async Task<Dictionary<string, string>> AskForLogoutAsync(ModuleRun run, FlowResult flow, Action<Dictionary<string, string>> change)
    {
        var query = new Dictionary<string, string>
        {
            ["id_token_hint"] = flow.IdToken.Value,
            ["post_logout_redirect_uri"] = CertifiedProvider.AfterLogout(flow.Request.Client),
            ["state"] = new string('s', 64) + flow.Request["state"] + "/?&%+ ä",
        };
        change(query);
        var pairs = query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}");
        await run.Browser.OpenAsync($"{run.Provider.Issuer}{Faults.EndSession}?{string.Join('&', pairs)}");
        return query;
    }

    /// <summary>The way back: to the registered address, with the state and nothing else. Then nobody is signed in.</summary>
    public static async Task<FlowResult> LeaveAsync(ModuleRun run, Action<Dictionary<string, string>> change)
    {
        var (flow, sent) = await SignOutAsync(run, change);
        CheckReturn(run, sent, run.Seen());
        await CheckSessionEndedAsync(run);
        return flow;
    }

    public static void CheckReturn(ModuleRun run, Dictionary<string, string> sent, Callback? back)
    {
        run.Demand(ComesBack, back?.Address.AbsoluteUri == sent["post_logout_redirect_uri"], $"{run.Browser.Status} {run.Browser.Location}");
        if (sent.TryGetValue("state", out var state)) run.Demand(StateFits, back!["state"] == state, $"{back["state"]}");
        else run.Demand(NoStateComes, back!["state"] is null);
        run.Demand(state is null ? NothingAtAll : NothingElse, back.Parameters.Keys.All(name => name == "state"));
    }

    public static Task CheckSessionEndedAsync(ModuleRun run) => BasicFlow.ExpectErrorAsync(
        run, run.NewRequest(("prompt", "none")), SessionEnded, "login_required", "interaction_required");

    private static Module Stays(string name, Action<Dictionary<string, string>> change)
    {
        return new Module($"oidcc-rp-initiated-logout-{name}", PlayAsync, StaysHere) { StartsSignedOut = true };

        async Task PlayAsync(ModuleRun run)
        {
            await SignOutAsync(run, change);
            run.Demand(StaysHere, run.Seen() is null && (int)run.Browser.Status < 500, $"{run.Browser.Status} {run.Browser.Location}");
        }
    }

    private static Module Ends(string name, Action<Dictionary<string, string>> change)
    {
        return new Module($"oidcc-rp-initiated-logout-{name}", PlayAsync, StaysHere, PersonIsTold, SessionEnded) { StartsSignedOut = true };

        async Task PlayAsync(ModuleRun run)
        {
            await SignOutAsync(run, change);
            if (run.Browser.Location.AbsolutePath == "/sign-out") // it asks first
                await run.Browser.SubmitAsync(run.Browser.Page.Forms.First(form => form.ClassList.Contains("form")));
            run.Demand(StaysHere, run.Seen() is null, $"{run.Browser.Location}");
            run.Demand(PersonIsTold, run.Browser.Location.AbsolutePath == "/signed-out" && run.Browser.Status == HttpStatusCode.OK);
            await CheckSessionEndedAsync(run);
        }
    }

    private static string Unsigned(string token)
    {
        var parts = token.Split('.');
        return $"{Faults.Changed(parts[0], header => header["alg"] = "none")}.{parts[1]}.";
    }
}
