using OidcEngine.FirstParty;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Takes the refresh token of the cookie and gives its successor, by the rules of the token endpoint (RFC 6749 §6, RFC 9700 §4.14.2):
/// an old one ends its family.</summary>
internal static class RefreshEndpoint
{
    public static void Map(RouteGroupBuilder v1) => v1.MapPost("/auth/refresh", PostAsync).Describe(SignInOperations.Refresh);

    private static async Task<IResult> PostAsync(HttpContext http, FirstPartyTokens tokens, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<EmptyRequest>(out _, out var problem)) return problem;
        if (!OriginRule.SaysItsOrigin(http)) return OriginRule.Refusal();
        if (RefreshCookie.Find(http) is not { } token) return BearerRefusal.Ended(http);
        return AppSignIn.Answer(http, await tokens.RefreshAsync(token, cancellationToken), "Here are new tokens.");
    }
}

/// <summary>A body without members: <c>{}</c>. A form of another site cannot send it.</summary>
internal sealed record EmptyRequest;
