using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OidcClient.SignIn;

/// <summary>Sets up the app's session cookie.</summary>
internal sealed class SessionCookie(
    IOptionsMonitor<OidcSignInOptions> signIn, IDataProtectionProvider dataProtection, ILogger<SessionCookie> logger)
    : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name != OidcSignInDefaults.CookieScheme) return;
        var settings = signIn.Get(OidcSignInDefaults.Scheme);
        options.Cookie.Name = settings.CookieName;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.IsEssential = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.CookieManager = new ChunkingCookieManager { ChunkSize = null };
        options.ExpireTimeSpan = settings.IdleTimeout;
        options.SlidingExpiration = true;
        options.AccessDeniedPath = settings.AccessDeniedPath;
        options.EventsType = typeof(SessionRefresh);
        var protector = dataProtection.CreateProtector("OidcClient.SignIn.Session", settings.Issuer, settings.ClientId);
        options.TicketDataFormat = new SessionCookieFormat(protector, logger);
    }
}
