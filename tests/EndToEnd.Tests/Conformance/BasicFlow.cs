using System.Net;
using System.Text.Json;
using static EndToEnd.Tests.Conformance.FlowConditions;

namespace EndToEnd.Tests.Conformance;

/// <summary>What a code flow gave.</summary>
internal sealed record FlowResult(AuthorizationRequest Request, string Code, JsonElement Response, IdToken IdToken)
{
    public string AccessToken => Response.GetProperty("access_token").GetString()!;

    public string? RefreshToken => Response.TryGetProperty("refresh_token", out var value) ? value.GetString() : null;
}

/// <summary>The code flow with everything that a client must check, OIDC Core §3.1: what most modules do once or twice.</summary>
internal static class BasicFlow
{
    /// <summary>From the authorization request to what userinfo says.</summary>
    public static async Task<(FlowResult Flow, JsonElement UserInfo)> CompleteAsync(ModuleRun run, AuthorizationRequest request, bool byPost = false)
    {
        var flow = await ObtainTokensAsync(run, request, byPost);
        using var answer = await run.AskUserInfoAsync(flow.AccessToken);
        return (flow, await ReadUserInfoAsync(run, flow, answer));
    }

    /// <summary>From the authorization request to the tokens.</summary>
    public static async Task<FlowResult> ObtainTokensAsync(ModuleRun run, AuthorizationRequest request, bool byPost = false)
    {
        var callback = await run.AuthorizeAsync(request, byPost);
        CheckResponse(run, request, callback);
        run.Demand(NoAuthorizationError, callback!["error"] is null, $"error={callback["error"]}");
        run.Demand(CodeIsUnguessable, callback["code"] is { Length: >= 22 });

        using var answer = await run.RedeemAsync(request, callback["code"]!);
        run.Demand(NoTokenError, answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        run.Demand(TokenAnswerIsJson, answer.Content.Headers.ContentType?.MediaType == "application/json");
        run.Demand(TokenAnswerIsNotCached, answer.Headers.CacheControl?.NoStore == true);
        var response = await ModuleRun.JsonOf(answer);
        CheckTokens(run, response);

        var idToken = IdToken.Read(response.GetProperty("id_token").GetString()!);
        await CheckIdTokenAsync(run, request, idToken);
        run.Demand(AccessTokenHashFits, idToken.IsFor(response.GetProperty("access_token").GetString()!));
        return new FlowResult(request, callback["code"]!, response, idToken);
    }

    /// <summary>Sends a request that must end in an error at the client.</summary>
    public static async Task ExpectErrorAsync(ModuleRun run, AuthorizationRequest request, Condition condition, params string[] errors)
    {
        var callback = await run.AuthorizeAsync(request);
        CheckResponse(run, request, callback);
        run.Demand(condition, errors.Contains(callback!["error"]) && callback["code"] is null, $"error={callback["error"]}, code={callback["code"]}");
    }

    /// <summary>OIDC Core §5.3.2 and §5.3.4.</summary>
    public static async Task<JsonElement> ReadUserInfoAsync(ModuleRun run, FlowResult flow, HttpResponseMessage answer, Condition? answers = null)
    {
        run.Demand(answers ?? UserInfoAnswers, answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode}");
        run.Demand(UserInfoIsJson, answer.Content.Headers.ContentType?.MediaType == "application/json");
        var claims = await ModuleRun.JsonOf(answer);
        run.Demand(UserInfoIsOfTheSamePerson, claims.TryGetProperty("sub", out var subject) && subject.GetString() == flow.IdToken.Subject);
        return claims;
    }

    /// <summary>OIDC Core §3.1.3.7, but for what needs the response around it.</summary>
    public static async Task CheckIdTokenAsync(ModuleRun run, AuthorizationRequest request, IdToken token)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        run.Demand(IdTokenIsValid,
            token.Text("iss") == run.Provider.Issuer && token.Text("aud") == request.Client.Id && token.Number("exp") > now
            && token.Number("iat") is { } issued && Math.Abs(now - issued) < 300, token.Claims.ToString());
        run.Demand(SubjectIsThere, token.Subject.Length is > 0 and <= 255);
        run.Demand(NonceFits, token.Text("nonce") == request["nonce"]);

        var keys = (await run.GetJsonAsync(Faults.Keys)).GetProperty("keys").EnumerateArray();
        var named = token.Header.TryGetProperty("kid", out var keyId)
            ? keys.Where(key => key.GetProperty("kid").GetString() == keyId.GetString()).ToArray()
            : [];
        run.Demand(KeyIsNamed, named.Length == 1);
        run.Demand(SignatureIsValid, token.Header.GetProperty("alg").GetString() == "RS256" && token.IsSignedBy(named[0]));
    }

    /// <summary>What holds for every answer to the client, also for an error: RFC 6749 §4.1.2 and §4.1.2.1, RFC 9207 §2.</summary>
    private static void CheckResponse(ModuleRun run, AuthorizationRequest request, Callback? callback)
    {
        run.Demand(ComesBack, callback?.Address.AbsoluteUri == request.Client.RedirectUri, $"{run.Browser.Status} {run.Browser.Location}");
        run.Demand(ComesInTheMode, callback!.IsPosted == run.FormPost);
        run.Demand(StateFits, callback["state"] == request["state"]);
        run.Demand(IssuerIsNamed, callback["iss"] == run.Provider.Issuer);
    }

    private static void CheckTokens(ModuleRun run, JsonElement response)
    {
        run.Demand(AccessTokenIsThere, response.TryGetProperty("access_token", out var token) && token.GetString() is { Length: >= 22 });
        run.Demand(TokenTypeIsBearer, response.TryGetProperty("token_type", out var type)
            && string.Equals(type.GetString(), "Bearer", StringComparison.OrdinalIgnoreCase));
        run.Demand(LifetimeIsANumber, !response.TryGetProperty("expires_in", out var lifetime)
            || (lifetime.ValueKind == JsonValueKind.Number && lifetime.GetInt32() > 0));
        run.Demand(IdTokenIsThere, response.TryGetProperty("id_token", out var idToken) && idToken.GetString()?.Count(c => c == '.') == 2);
    }
}
