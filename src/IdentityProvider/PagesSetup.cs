using IdentityProvider.Accounts;
using IdentityProvider.Attempts;
using IdentityProvider.Branding;
using IdentityProvider.Consent;
using IdentityProvider.DevelopmentMail;
using IdentityProvider.Localisation;
using IdentityProvider.Passkeys;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using ServiceDefaults.RateLimiting;
using Ui;

namespace IdentityProvider;

/// <summary>The pages that people see, and what they need.</summary>
internal static class PagesSetup
{
    // Without this a page answers whatever method is made up.
    private static readonly HttpMethodMetadata PageMethods = new([HttpMethods.Get, HttpMethods.Head, HttpMethods.Post]);

    public static void AddPages(this IServiceCollection services)
    {
        services.AddUi<PageText>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.RequestCultureProviders.Insert(1, new PendingRequestLanguage());
            options.RequestCultureProviders.Insert(2, new PersonalLanguage());
        });
        services.AddRazorPages(options =>
        {
            options.Conventions.AuthorizeFolder("/Account");
            options.Conventions.ConfigureFilter(new SingleValuesFilter());
        });
        services.Configure<AntiforgeryOptions>(options =>
        {
            options.Cookie.Name = "__Host-identity-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.Cookie.SameSite = SameSiteMode.Lax; // a Strict one is not sent with the link of a mail, whose page would replace it: a form in another tab would be dead
            options.Cookie.Path = "/";
            options.SuppressXFrameOptionsHeader = true; // the security headers of every answer say it
        });
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.AddSingleton<AttemptLimits>();
        services.AddScoped<BrowserSession>();
        services.AddScoped<SignInFlow>();
        services.AddScoped<WaitingStep>();
        services.AddScoped<StepUp>();
        services.AddSingleton<PendingSignIn>();
        services.AddSingleton<UnprovenAccount>();
        services.AddSingleton<MailFolder>();
        services.AddTransient<PasswordHints>();
        services.AddTransient<ScopeText>();
        services.AddTransient<ConsentWording>();
        services.AddTransient<AppNames>();
        services.AddTransient<UserAgentText>();
        services.AddScoped<PersonZone>();
        services.AddSingleton<AccountPages>();
        services.AddTransient<SecurityCheckUp>();
        services.AddTransient<NetworkText>();
        services.AddTransient<ActivityText>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        BrandingEndpoint.Map(app);
        ChangePasswordAddress.Map(app);
        RelatedOrigins.Map(app);
        PasskeyOptions.Map(app);
        MailHtmlEndpoint.Map(app);
        app.MapRazorPages().WithStaticAssets()
            .WithMetadata(PageMethods)
            .LimitRate(limits => limits.Pages);
    }
}
