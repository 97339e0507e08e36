using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Product;

namespace EndToEnd.Tests.Conformance;

/// <summary>The module on refresh tokens, OIDC Core §12 and RFC 6749 §6.</summary>
internal static class RefreshModules
{
    private static readonly SearchValues<char> Visible = SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).ToArray());

    private static readonly Condition GrantIsAnnounced = new("EnsureServerConfigurationSupportsRefreshToken",
        () => Faults.Says(Faults.Configuration, json => json["grant_types_supported"] = new JsonArray("authorization_code")));

    private static readonly Condition TokenIsThere = new("EnsureRefreshTokenContainsAllowedCharactersOnly",
        () => Faults.Says(Faults.Token, json => json.Remove("refresh_token")),
        () => Faults.Says(Faults.Token, json => json["refresh_token"] += "\t"));

    private static readonly Condition RefreshAnswers = new("CheckTokenEndpointHttpStatusForRefresh",
        () => Faults.Later(Faults.Refuses(Faults.Token, _ => true, HttpStatusCode.BadRequest, "invalid_grant")));

    private static readonly Condition AccessTokensDiffer = new("EnsureAccessTokenValuesAreDifferent",
        () => Faults.Repeats(Faults.Token));

    private static readonly Condition IdTokensAgree = new("CompareIdTokenClaims",
        () => Faults.Later(Faults.Claims(claims => claims["iss"] = "https://elsewhere.test")),
        () => Faults.Later(Faults.Claims(claims => claims["sub"] = "another")),
        () => Faults.Later(Faults.Claims(claims => claims["aud"] = "another")),
        () => Faults.Later(Faults.Claims(claims => claims["auth_time"] = 1_700_000_000)),
        () => Faults.Later(Faults.Claims(claims => claims["iat"] = 1_700_000_000)));

    private static readonly Condition TokenIsBound = new("CheckErrorFromTokenEndpointResponseErrorInvalidGrant",
        () => Faults.Accepts(Faults.Token, form => form.Contains("grant_type=refresh_token") && form.Contains("client_id=post")));

    public static readonly Module[] All =
    [
        new("oidcc-refresh-token", PlayAsync, GrantIsAnnounced, TokenIsThere, RefreshAnswers, AccessTokensDiffer, IdTokensAgree, TokenIsBound),
    ];

    private static async Task PlayAsync(ModuleRun run)
    {
        var grants = (await run.GetJsonAsync(Faults.Configuration)).GetProperty("grant_types_supported").EnumerateArray();
        run.Demand(GrantIsAnnounced, grants.Any(grant => grant.GetString() == "refresh_token"));
        var first = await BasicFlow.ObtainTokensAsync(run, run.NewRequest(("scope", "openid offline_access")));
        run.Demand(TokenIsThere, first.RefreshToken is { Length: > 0 } token && !token.AsSpan().ContainsAnyExcept(Visible));

        using var answer = await RefreshAsync(run, CertifiedProvider.Basic, first.RefreshToken!);
        run.Demand(RefreshAnswers, answer.StatusCode == HttpStatusCode.OK);
        var refreshed = await ModuleRun.JsonOf(answer);
        run.Demand(AccessTokensDiffer, refreshed.GetProperty("access_token").GetString() != first.AccessToken);
        if (refreshed.TryGetProperty("id_token", out var idToken)) CompareIdTokens(run, first.IdToken, IdToken.Read(idToken.GetString()!));

        var next = refreshed.TryGetProperty("refresh_token", out var rotated) ? rotated.GetString()! : first.RefreshToken!;
        using var foreign = await RefreshAsync(run, CertifiedProvider.Post, next);
        var error = await ModuleRun.JsonOf(foreign);
        run.Demand(TokenIsBound, foreign.StatusCode == HttpStatusCode.BadRequest && error.GetProperty("error").GetString() == "invalid_grant", $"{error}");
    }

    /// <summary>OIDC Core §12.2.</summary>
    private static void CompareIdTokens(ModuleRun run, IdToken first, IdToken second) => run.Demand(IdTokensAgree,
        second.Text("iss") == first.Text("iss") && second.Subject == first.Subject && second.Text("aud") == first.Text("aud")
        && second.Number("auth_time") == first.Number("auth_time") && second.Number("iat") >= first.Number("iat"));

    private static Task<HttpResponseMessage> RefreshAsync(ModuleRun run, TestClient client, string token) =>
        run.PostAsync(client, Faults.Token, ("grant_type", "refresh_token"), ("refresh_token", token));
}
