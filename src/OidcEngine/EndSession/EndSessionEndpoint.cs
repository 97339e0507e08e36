using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OidcEngine.Authorization;
using OidcEngine.Http;

namespace OidcEngine.EndSession;

/// <summary>The logout endpoint, OIDC RP-Initiated Logout 1.0 §2.</summary>
internal static class EndSessionEndpoint
{
    public const string Path = "/connect/endsession";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, HandleGetAsync);
        routes.MapPost(Path, HandlePostAsync).DisableAntiforgery(); // the form is the client's
    }

    private static async Task<IResult> HandleGetAsync(
        HttpContext http, LogoutRequestReader reader, SignOutFlow flow, BrowserSession browser, CancellationToken cancellationToken)
    {
        if (!QueryParameters.Read(http.Request).TryGet(out var parameters, out var error)) return new AuthorizationRefusalResult(error);
        if (parameters.HasDoubled) return new AuthorizationRefusalResult(RepeatedParameter.Refuse(parameters));

        var session = await browser.FindAsync(http);
        var (request, hint) = await reader.ReadAsync(parameters, cancellationToken);
        var step = await flow.NextAsync(request, hint, session, cancellationToken);
        if (step.SessionEnded) await browser.SignOutAsync(http);
        return new SeeOtherResult(step.Location);
    }

    private static async Task<IResult> HandlePostAsync(HttpContext http, CancellationToken cancellationToken)
    {
        return (await FormParameters.ReadAsync(http.Request, cancellationToken)).TryGet(out var parameters, out var error)
            && RepeatedAsGet.TryLocate(http.Request, parameters).TryGet(out var location, out error)
                ? new SeeOtherResult(location)
                : new AuthorizationRefusalResult(error);
    }
}
