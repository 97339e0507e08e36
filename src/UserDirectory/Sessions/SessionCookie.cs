using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace UserDirectory.Sessions;

/// <summary>The cookie of a signed-in browser. It holds a handle and nothing else.</summary>
public static class SessionCookie
{
    public const string Scheme = "identity";
    public const string Name = "__Host-identity";

    /// <summary>Adds the scheme: <c>HttpContext.SignInAsync</c> with a principal of <see cref="SignIn.SignInPrincipal"/> opens a session
    /// under a new handle (or renews that of the same person), <c>SignOutAsync</c> ends it.</summary>
    public static AuthenticationBuilder AddSessionCookie(this AuthenticationBuilder authentication, Action<SessionCookieOptions>? configure = null)
    {
        authentication.Services.AddOptions<SessionCookieOptions>(Scheme);
        return authentication.AddScheme<SessionCookieOptions, SessionCookieHandler>(Scheme, displayName: null, configure);
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
