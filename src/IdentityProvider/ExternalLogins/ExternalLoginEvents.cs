using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using UserDirectory.ExternalLogins;

namespace IdentityProvider.ExternalLogins;

/// <summary>Hands on to our own page what the framework's handler has verified, or what went wrong: the handler itself signs nobody in.</summary>
internal sealed class ExternalLoginEvents(ExternalProvider provider) : OAuthEvents
{
    public override Task RedirectToAuthorizationEndpoint(RedirectContext<OAuthOptions> context)
    {
        context.HttpContext.Features.Set(new ExternalDestination(context.RedirectUri));
        return Task.CompletedTask;
    }

    public override Task TicketReceived(TicketReceivedContext context)
    {
        context.HttpContext.Features.Set(Arrival(context.Principal!, context.Properties!, context.ReturnUri));
        context.SkipHandler();
        return Task.CompletedTask;
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        var app = AppReturn.Find(context.Properties);
        context.HttpContext.Features.Set<ExternalArrival>(new ExternalArrival.Cancelled(context.ReturnUrl) { App = app });
        context.SkipHandler();
        return Task.CompletedTask;
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        var reason = context.Failure?.Message ?? "";
        Logger(context.HttpContext).SignInFailed(provider.Name, Short(reason));
        var asked = context.Properties ?? StateOf(context);
        context.HttpContext.Features.Set<ExternalArrival>(new ExternalArrival.Failed(asked?.RedirectUri) { App = AppReturn.Find(asked) });
        context.SkipHandler();
        return Task.CompletedTask;
    }

    private ExternalArrival Arrival(ClaimsPrincipal person, AuthenticationProperties properties, string? returnUrl)
    {
        var claims = new ExternalClaims(
            person.FindFirstValue("email"), person.FindFirstValue("email_verified") == "true",
            person.FindFirstValue("preferred_username") ?? person.FindFirstValue("name"),
            person.FindFirstValue("given_name"), person.FindFirstValue("family_name"));
        var app = AppReturn.Find(properties);
        return ExternalIdentity.Create(provider, person.FindFirstValue("sub"), claims) is { } identity
            ? new ExternalArrival.Arrived(identity, ExternalDepartures.IsToLink(properties), returnUrl) { App = app }
            : new ExternalArrival.Failed(returnUrl) { App = app };
    }

    /// <summary>The framework forgets what was asked when something was wrong with the provider's answer to a code.</summary>
    private static AuthenticationProperties? StateOf(RemoteFailureContext context) =>
        ((OAuthOptions)context.Options).StateDataFormat.Unprotect(context.Request.Query["state"]);

    // What the provider said of an error, and not what came with it.
    private static string Short(string reason)
    {
        const int Longest = 200;
        var line = reason.Split(';', '\r', '\n')[0];
        return line.Length > Longest ? line[..Longest] : line;
    }

    private static ILogger Logger(HttpContext http) => http.RequestServices.GetRequiredService<ILogger<ExternalLoginEvents>>();
}
