using OidcEngine;
using ServiceDefaults.Headers;

namespace IdentityProvider.Sessions;

internal static class SessionFrame
{
    /// <summary>The session iframe alone may be shown within pages of apps (OpenID Connect Session Management 1.0 §3.3).</summary>
    public static void UseSessionFrame(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Path == OidcEngineSetup.CheckSessionPath) http.ContentSecurityPolicy.AllowFramingByAnyone();
        return next(http);
    });
}
