using System.Net;

namespace EndToEnd.Tests.Conformance;

/// <summary>Modules on requests, responses, tokens and userinfo of the basic profile.</summary>
internal static class ResponseModules
{
    private static readonly Condition MissingTypeIsAnError = new("ExpectResponseTypeMissingErrorPage",
        () => Faults.BringsBack(callback => { callback.Parameters.Remove("error"); callback.Parameters["code"] = "a-code-for-nothing-in-particular"; }));

    private static readonly Condition PostWithHeaderAnswers = new("CallUserInfoEndpointWithPost",
        () => Faults.Refuses(Faults.UserInfo, request => request.Method == HttpMethod.Post, HttpStatusCode.MethodNotAllowed, "invalid_request"));

    private static readonly Condition PostWithBodyAnswers = new("CallUserInfoEndpointWithBearerTokenInBody",
        () => Faults.Refuses(Faults.UserInfo, request => request.Headers.Authorization is null, HttpStatusCode.Unauthorized, "invalid_token"));

    private static readonly Condition UnregisteredUriGetsNothing = new("ExpectRedirectUriErrorPage",
        () => Faults.Redirects(Faults.Authorize, request => Faults.Query(request, "redirect_uri") + "?error=invalid_request"),
        () => Faults.Redirects(Faults.Authorize, request => Faults.Query(request, "redirect_uri") + "?code=a-code-for-nothing-in-particular"));

    private static readonly Condition ClassIsOneOfThese = new("ValidateIdTokenACRClaimAgainstAcrValuesRequest",
        () => Faults.Claims(claims => claims["acr"] = "another"),
        () => Faults.Claims(claims => claims.Remove("acr")));

    private static readonly Condition SecondUseIsRefused = new("CheckErrorFromTokenEndpointResponseErrorInvalidGrant",
        () => Faults.Repeats(Faults.Token));

    private static readonly Condition FirstTokenIsRevoked = new("CallProtectedResourceWithBearerTokenExpectingError",
        () => Faults.Repeats(Faults.UserInfo));

    public static readonly Module[] All =
    [
        new("oidcc-server", run => BasicFlow.CompleteAsync(run, run.NewRequest())),
        new("oidcc-response-type-missing", run => BasicFlow.ExpectErrorAsync(
            run, run.NewRequest(("response_type", null)), MissingTypeIsAnError, "unsupported_response_type", "invalid_request"), MissingTypeIsAnError),
        new("oidcc-idtoken-signature", run => BasicFlow.CompleteAsync(run, run.NewRequest())),
        new("oidcc-userinfo-get", run => BasicFlow.CompleteAsync(run, run.NewRequest())),
        new("oidcc-userinfo-post-header", run => AskByPostAsync(run, inBody: false, PostWithHeaderAnswers), PostWithHeaderAnswers),
        new("oidcc-userinfo-post-body", run => AskByPostAsync(run, inBody: true, PostWithBodyAnswers), PostWithBodyAnswers),
        new("oidcc-ensure-request-without-nonce-succeeds-for-code-flow", run => BasicFlow.CompleteAsync(run, run.NewRequest(("nonce", null)))),
        new("oidcc-display-page", run => BasicFlow.CompleteAsync(run, run.NewRequest(("display", "page")))) { StartsSignedOut = true },
        new("oidcc-display-popup", run => BasicFlow.CompleteAsync(run, run.NewRequest(("display", "popup")))) { StartsSignedOut = true },
        new("oidcc-ensure-request-with-unknown-parameter-succeeds", run => BasicFlow.CompleteAsync(run, run.NewRequest(("extra", "foobar")))),
        new("oidcc-ui-locales", run => BasicFlow.CompleteAsync(run, run.NewRequest(("ui_locales", "se")))) { StartsSignedOut = true },
        new("oidcc-claims-locales", run => BasicFlow.CompleteAsync(run, run.NewRequest(("claims_locales", "se")))),
        new("oidcc-ensure-request-with-acr-values-succeeds", AskForClassesAsync, ClassIsOneOfThese),
        new("oidcc-codereuse", run => UseTwiceAsync(run), SecondUseIsRefused),
        new("oidcc-codereuse-30seconds", UseTwiceLaterAsync, SecondUseIsRefused, FirstTokenIsRevoked),
        new("oidcc-ensure-registered-redirect-uri", GoElsewhereAsync, UnregisteredUriGetsNothing),
        new("oidcc-ensure-post-request-succeeds", run => BasicFlow.CompleteAsync(run, run.NewRequest(), byPost: true)),
        new("oidcc-server-client-secret-post", run => BasicFlow.CompleteAsync(run, run.NewRequest(CertifiedProvider.Post))),
        new("oidcc-ensure-request-with-valid-pkce-succeeds", ProveAsync),
    ];

    private static async Task AskByPostAsync(ModuleRun run, bool inBody, Condition condition)
    {
        var flow = await BasicFlow.ObtainTokensAsync(run, run.NewRequest());
        using var answer = await run.AskUserInfoAsync(flow.AccessToken, HttpMethod.Post, inBody);
        await BasicFlow.ReadUserInfoAsync(run, flow, answer, condition);
    }

    /// <summary>Asks for all classes that the provider offers, of which it must then name one.</summary>
    private static async Task AskForClassesAsync(ModuleRun run)
    {
        var metadata = await run.GetJsonAsync(Faults.Configuration);
        var classes = metadata.GetProperty("acr_values_supported").EnumerateArray().Select(value => value.GetString()).ToArray();
        var (flow, _) = await BasicFlow.CompleteAsync(run, run.NewRequest(("acr_values", string.Join(' ', classes))));
        run.Demand(ClassIsOneOfThese, classes.Contains(flow.IdToken.Text("acr")));
    }

    private static async Task<FlowResult> UseTwiceAsync(ModuleRun run)
    {
        var (flow, _) = await BasicFlow.CompleteAsync(run, run.NewRequest());
        await UseAgainAsync(run, flow);
        return flow;
    }

    private static async Task UseAgainAsync(ModuleRun run, FlowResult flow)
    {
        using var second = await run.RedeemAsync(flow.Request, flow.Code);
        var error = await ModuleRun.JsonOf(second);
        run.Demand(SecondUseIsRefused, second.StatusCode == HttpStatusCode.BadRequest
            && error.TryGetProperty("error", out var code) && code.GetString() == "invalid_grant", $"{(int)second.StatusCode} {error}");
    }

    /// <summary>The half minute passes in the database.</summary>
    private static async Task UseTwiceLaterAsync(ModuleRun run)
    {
        var (flow, _) = await BasicFlow.CompleteAsync(run, run.NewRequest());
        await run.Provider.LetTimePassAsync(flow, TimeSpan.FromSeconds(30));
        await UseAgainAsync(run, flow);

        var status = HttpStatusCode.OK; // what an instance remembers may be 5 s old
        for (var attempt = 0; attempt < 70 && status == HttpStatusCode.OK; attempt++)
        {
            if (attempt > 0) await Task.Delay(100);
            using var answer = await run.AskUserInfoAsync(flow.AccessToken);
            status = answer.StatusCode;
        }
        run.Demand(FirstTokenIsRevoked, status == HttpStatusCode.Unauthorized, $"{status}");
    }

    private static async Task GoElsewhereAsync(ModuleRun run)
    {
        var callback = await run.AuthorizeAsync(run.NewRequest(("redirect_uri", "https://rp.test/callback/not-registered")));
        run.Demand(UnregisteredUriGetsNothing, callback is null && run.Browser.Status == HttpStatusCode.BadRequest, $"{run.Browser.Status} {run.Browser.Location}");
    }

    private static async Task ProveAsync(ModuleRun run)
    {
        var request = run.NewRequest();
        request.AddCodeChallenge();
        await BasicFlow.CompleteAsync(run, request);
    }
}
