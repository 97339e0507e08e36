namespace EndToEnd.Tests.Conformance;

/// <summary>Modules on who is signed in, and since when: OIDC Core §3.1.2.1 and §3.1.2.3, and on refreshing (§12).</summary>
internal static class PromptModules
{
    private static readonly Condition AsksAgain = new("ExpectSecondLoginPage",
        () => Faults.Ignores("prompt", "max_age"));

    private static readonly Condition AsksNotAgain = new("ExpectNoSecondLoginPage",
        () => Faults.Later(Faults.Adds("prompt", "login")));

    private static readonly Condition SignInIsLater = new("CheckIdTokenAuthTimeClaimsDifferIfPresent",
        () => Faults.Claims(claims => claims["auth_time"] = 1_700_000_000));

    private static readonly Condition SignInIsTheSame = new("CheckIdTokenAuthTimeClaimsSameIfPresent",
        () => Faults.Later(Faults.Claims(claims => claims["auth_time"] = 1_700_000_000)));

    private static readonly Condition TimeIsTold = new("CheckIdTokenAuthTimeClaimPresentDueToMaxAge",
        () => Faults.Later(Faults.Claims(claims => claims.Remove("auth_time"))));

    private static readonly Condition PersonIsTheSame = new("CheckIdTokenSubMatches",
        () => Faults.Later(Faults.Claims(claims => claims["sub"] = "another")));

    private static readonly Condition NobodyIsAsked = new("CheckErrorFromAuthorizationEndpointIsLoginRequired",
        () => Faults.Ignores("prompt"));

    private static readonly Condition HintIsHeeded = new("ExpectLoginHintInLoginPage",
        () => Faults.Ignores("login_hint"));

    public static readonly Module[] All =
    [
        new("oidcc-prompt-login", run => SignInAgainAsync(run, TimeSpan.FromSeconds(1), ("prompt", "login")), AsksAgain, SignInIsLater)
            { StartsSignedOut = true },
        new("oidcc-prompt-none-not-logged-in", run => BasicFlow.ExpectErrorAsync(run, run.NewRequest(("prompt", "none")), NobodyIsAsked,
            "login_required", "interaction_required"), NobodyIsAsked) { StartsSignedOut = true },
        new("oidcc-prompt-none-logged-in", run => ComeAgainAsync(run, _ => [("prompt", "none")]), PersonIsTheSame, SignInIsTheSame),
        new("oidcc-max-age-1", run => SignInAgainAsync(run, TimeSpan.FromSeconds(2), ("max_age", "1")), AsksAgain, TimeIsTold, SignInIsLater)
            { StartsSignedOut = true },
        new("oidcc-max-age-10000", run => ComeAgainAsync(run, _ => [("max_age", "10000")]), TimeIsTold, PersonIsTheSame, SignInIsTheSame, AsksNotAgain)
            { StartsSignedOut = true },
        new("oidcc-id-token-hint", run => ComeAgainAsync(run, first => [("prompt", "none"), ("id_token_hint", first.IdToken.Value)]),
            PersonIsTheSame, SignInIsTheSame),
        new("oidcc-login-hint", HintAsync, HintIsHeeded),
    ];

    /// <summary>The second request must bring the sign-in page, though the person has just signed in.</summary>
    private static async Task SignInAgainAsync(ModuleRun run, TimeSpan later, (string, string?) wish)
    {
        var (first, _) = await BasicFlow.CompleteAsync(run, run.NewRequest());
        await Task.Delay(later + TimeSpan.FromMilliseconds(100)); // a sign-in's time is in seconds
        var signIns = run.SignIns;
        var (second, _) = await BasicFlow.CompleteAsync(run, run.NewRequest(wish));
        run.Demand(AsksAgain, run.SignIns == signIns + 1);
        if (wish.Item1 == "max_age") run.Demand(TimeIsTold, second.IdToken.Number("auth_time") is not null);
        run.Demand(SignInIsLater, second.IdToken.Number("auth_time") > first.IdToken.Number("auth_time"));
    }

    /// <summary>The second request must find the same person, still signed in.</summary>
    private static async Task ComeAgainAsync(ModuleRun run, Func<FlowResult, (string Name, string? Value)[]> wishes)
    {
        var (first, _) = await BasicFlow.CompleteAsync(run, run.NewRequest());
        var signIns = run.SignIns;
        var wished = wishes(first);
        var second = await BasicFlow.ObtainTokensAsync(run, run.NewRequest(wished));
        var wishesAge = wished[0].Name == "max_age";
        if (wishesAge) run.Demand(TimeIsTold, second.IdToken.Number("auth_time") is not null);
        if (wishesAge) run.Demand(AsksNotAgain, run.SignIns == signIns);
        run.Demand(PersonIsTheSame, second.IdToken.Subject == first.IdToken.Subject);
        run.Demand(SignInIsTheSame, second.IdToken.Number("auth_time") == first.IdToken.Number("auth_time"));
    }

    private static async Task HintAsync(ModuleRun run)
    {
        var request = run.NewRequest(("login_hint", "buffy@example.com"));
        await BasicFlow.CompleteAsync(run, request);
        run.ForgetSession();
        await run.Browser.OpenAsync(request.Url(run.Provider.Issuer));
        run.Demand(HintIsHeeded, run.Browser.Page.QuerySelector("input[name=UserName]")?.GetAttribute("value") == "buffy@example.com");
    }
}
