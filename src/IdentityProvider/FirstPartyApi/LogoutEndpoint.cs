using OidcEngine.FirstParty;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Ends the session that the access token or the cookie belongs to: its refresh family and all else that hangs from it, the access
/// token by its <c>jti</c>, and each app with a back channel is told (OIDC Back-Channel Logout §2).</summary>
internal static class LogoutEndpoint
{
    public static void Map(RouteGroupBuilder v1) => v1.MapPost("/auth/logout", PostAsync).Describe(SignInOperations.Logout);

    private static async Task<IResult> PostAsync(
        HttpContext http, AppCallers callers, AppSignIn signIn, FirstPartyTokens tokens, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<EmptyRequest>(out _, out var problem)) return problem;

        var byToken = http.Request.Headers.Authorization.Count > 0;
        if (!byToken && !OriginRule.SaysItsOrigin(http)) return OriginRule.Refusal();
        if (byToken)
        {
            if (!(await callers.ReadAsync(http, cancellationToken)).TryGet(out var caller, out problem)) return problem;
            await signIn.EndAsync(http, Guid.Parse(caller.Session.Subject), caller.Session.SessionId, cancellationToken);
            await tokens.RevokeAsync(caller, cancellationToken);
        }
        await signIn.EndCookieSessionAsync(http, cancellationToken);
        RefreshCookie.Delete(http);
        return ApiResults.Done("You are signed out.");
    }
}
