using Microsoft.AspNetCore.Mvc;

namespace AdminUi.Notices;

internal static class NoticeSetup
{
    /// <summary>What a page leaves for the next one travels in an encrypted cookie and is shown once.</summary>
    public static IMvcBuilder AddNotices(this IMvcBuilder pages)
    {
        pages.Services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = "__Host-admin-notice";
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.IsEssential = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax;
        });
        return pages;
    }
}
