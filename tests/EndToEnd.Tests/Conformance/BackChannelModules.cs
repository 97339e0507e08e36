using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Conformance;

/// <summary>Modules of the back-channel logout plan: OIDC Back-Channel Logout 1.0 §2.</summary>
internal static class BackChannelModules
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly Condition TokenComes = new("ExtractLogoutTokenFromBackchannelLogoutRequest", () => Form(_ => null));

    private static readonly Condition NothingElseComes = new("CheckForUnexpectedParametersInBackchannelLogoutRequest",
        () => Form(form => new Dictionary<string, string>(form) { ["extra"] = "1" }));

    private static readonly Condition ClaimsAreValid = new("ValidateLogoutTokenClaims",
        () => Claims(claims => claims["iss"] = "https://elsewhere.test"),
        () => Claims(claims => claims["aud"] = "another"),
        () => Claims(claims => claims.Remove("iat")),
        () => Claims(claims => claims.Remove("jti")),
        () => Claims(claims => claims.Remove("events")),
        () => Claims(claims => claims["events"] = new JsonObject { ["http://schemas.openid.net/event/another"] = new JsonObject() }),
        () => Claims(claims => claims["events"] = new JsonObject { [Event] = "a text" }));

    private static readonly Condition PersonIsTheSame = new("CheckIdTokenSubMatchesLogoutToken", () => Claims(claims => claims["sub"] = "another"));

    private static readonly Condition SessionIsTheSame = new("CheckIdTokenSidMatchesLogoutToken", () => Claims(claims => claims["sid"] = "another"));

    private static readonly Condition NoNonce = new("CheckLogoutTokenNoNonce", () => Claims(claims => claims["nonce"] = "a nonce"));

    private static readonly Condition NamesSomething = new("CheckLogoutTokenHasSubOrSid",
        () => Claims(claims => { claims.Remove("sub"); claims.Remove("sid"); }));

    private static readonly Condition SignatureIsValid = new("ValidateLogoutTokenSignature",
        () => Form(form => With(form, parts => parts[2] = (parts[2][0] == 'A' ? 'B' : 'A') + parts[2][1..])),
        () => Form(form => With(form, parts => parts[0] = Faults.Changed(parts[0], header => header["kid"] = "another"))),
        () => Form(form => With(form, parts => parts[0] = Faults.Changed(parts[0], header => header["alg"] = "none"))));

    public static readonly Module[] All =
    [
        DiscoveryModules.Logout("oidcc-backchannel-logout-discovery-endpoint-verification",
            "end_session_endpoint", "backchannel_logout_supported", "backchannel_logout_session_supported"),
        new("oidcc-backchannel-rp-initiated-logout", PlayAsync,
            [.. LogoutModules.OfReturn, TokenComes, NothingElseComes, NamesSomething, ClaimsAreValid, PersonIsTheSame, SessionIsTheSame, NoNonce, SignatureIsValid])
            { StartsSignedOut = true },
    ];

    private static async Task PlayAsync(ModuleRun run)
    {
        var flow = await LogoutModules.LeaveAsync(run, _ => { });
        var form = await run.NoticeAsync(flow.IdToken.Text("sid")!);
        run.Demand(TokenComes, form?.ContainsKey("logout_token") == true);
        run.Demand(NothingElseComes, form!.Count == 1);

        var token = IdToken.Read(form["logout_token"]);
        run.Demand(NamesSomething, token.Text("sub") is not null || token.Text("sid") is not null);
        run.Demand(ClaimsAreValid, AreValid(run, token), token.Claims.ToString());
        run.Demand(PersonIsTheSame, token.Subject == flow.IdToken.Subject);
        run.Demand(SessionIsTheSame, token.Text("sid") == flow.IdToken.Text("sid"));
        run.Demand(NoNonce, !token.Claims.TryGetProperty("nonce", out _));
        var keys = (await run.GetJsonAsync(Faults.Keys)).GetProperty("keys").EnumerateArray()
            .Where(key => key.GetProperty("kid").GetString() == token.Header.GetProperty("kid").GetString());
        run.Demand(SignatureIsValid, token.Header.GetProperty("alg").GetString() == "RS256" && keys.Any(token.IsSignedBy));
    }

    /// <summary>§2.4 and §2.6.</summary>
    private static bool AreValid(ModuleRun run, IdToken token) =>
        token.Text("iss") == run.Provider.Issuer && token.Text("aud") == CertifiedProvider.Basic.Id && token.Text("jti") is { Length: > 0 }
        && token.Number("iat") is { } issued && Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - issued) < 300
        && token.Claims.TryGetProperty("events", out var events) && events.TryGetProperty(Event, out var value) && value.ValueKind == JsonValueKind.Object;

    private static Fault Form(Func<Dictionary<string, string>, Dictionary<string, string>?> change) => new() { Notice = change };

    private static Fault Claims(Action<JsonObject> change) => Form(form => With(form, parts => parts[1] = Faults.Changed(parts[1], change)));

    private static Dictionary<string, string> With(Dictionary<string, string> form, Action<string[]> change)
    {
        var parts = form["logout_token"].Split('.');
        change(parts);
        return new Dictionary<string, string>(form) { ["logout_token"] = string.Join('.', parts) };
    }
}
