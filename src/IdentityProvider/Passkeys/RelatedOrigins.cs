using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.RateLimiting;
using UserDirectory.Passkeys;

namespace IdentityProvider.Passkeys;

/// <summary>Where browsers read which other origins may use the passkeys of this domain (WebAuthn §5.11.1).</summary>
internal static class RelatedOrigins
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/.well-known/webauthn", List).LimitRate(limits => limits.Pages);

    /// <summary><c>{"origins": […]}</c>, the issuer's own first; 404 where the issuer is an IP address and there are no passkeys.</summary>
    private static Results<JsonHttpResult<Document>, NotFound> List(RelyingParty party) =>
        party.IsOn ? TypedResults.Json(new Document(party.Origins)) : TypedResults.NotFound();

    private sealed record Document(IReadOnlyList<string> Origins);
}
