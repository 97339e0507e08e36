using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.SignIn;

namespace UserDirectory.Sessions;

/// <summary>The cookie of a signed-in browser. It holds a handle and nothing else.</summary>
public static class SessionCookie
{
    public const string Scheme = "identity";
    public const string Name = "__Host-identity";

    internal const string SessionToRenew = "session";

    /// <summary>Adds the scheme: <c>HttpContext.SignInAsync</c> with a principal of <see cref="SignIn.SignInPrincipal"/> opens a session
    /// under a new handle (or renews that of the same person), <c>SignOutAsync</c> ends it.</summary>
    public static AuthenticationBuilder AddSessionCookie(this AuthenticationBuilder authentication, Action<SessionCookieOptions>? configure = null)
    {
        authentication.Services.AddOptions<SessionCookieOptions>(Scheme);
        return authentication.AddScheme<SessionCookieOptions, SessionCookieHandler>(Scheme, displayName: null, configure);
    }

    /// <summary>Gives the session that the request was made in a new handle, after its person has proved more, or changed what guards the account.
    /// It is no sign-in.</summary>
    /// <param name="session">As the request's principal names it.</param>
    /// <returns>False when the session has ended meanwhile, wherever that was: nobody is signed in here then.</returns>
    public static async Task<bool> RenewAsync(HttpContext http, SignedInUser user, Guid session)
    {
        var renewal = new AuthenticationProperties();
        renewal.SetParameter<Guid?>(SessionToRenew, session);
        await http.SignInAsync(Scheme, SignInPrincipal.Create(user), renewal);
        return renewal.GetParameter<Guid?>(SessionToRenew) is not null;
    }
}

/// <summary>Where the host has its pages.</summary>
public sealed class SessionCookieOptions : AuthenticationSchemeOptions
{
    /// <summary>Where strangers are sent, with <c>returnUrl</c>.</summary>
    public string SignInPath { get; set; } = "/sign-in";

    /// <summary>Where people are sent who may not do what they wanted.</summary>
    public string AccessDeniedPath { get; set; } = "/access-denied";
}
