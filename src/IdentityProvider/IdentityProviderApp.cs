using IdentityProvider.Branding;
using IdentityProvider.ExternalLogins;
using IdentityProvider.FirstPartyApi;
using IdentityProvider.RequestLimits;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using OidcEngine;
using OidcEngine.Http;
using OidcEngine.MutualTls;
using ServiceDefaults;
using ServiceDefaults.Configuration;
using ServiceDefaults.Headers;
using ServiceDefaults.MutualTls;
using ServiceDefaults.RateLimiting;
using Ui.Localisation;
using UserDirectory;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using SessionOptions = UserDirectory.Sessions.SessionOptions;

namespace IdentityProvider;

/// <summary>The whole host, as its own process, AppHost and the tests start it.</summary>
public static class IdentityProviderApp
{
    private static readonly ServiceDescription Service = new("IdentityProvider", urls => urls.Issuer) { ErrorPage = "/error" };

    public static WebApplication Build(string[] args, HostOverrides? overrides = null)
    {
        overrides ??= new HostOverrides();
        var builder = ServiceHost.CreateBuilder(Service, args, overrides);
        builder.Services.AddUserDirectory(builder.Configuration).AddUserDirectoryForProvider();
        builder.AddExternalLogins(builder.Services.AddAuthentication(SessionCookie.Scheme).AddSessionCookie());
        builder.Services.AddAuthorization();
        builder.AddEngine();
        builder.Services.AddSingleton<ITokenRequestLimit, TokenRequestLimit>();
        builder.Services.AddSingleton<IRegistrationLimit, ClientRegistrationLimit>();
        builder.Services.AddSingleton<ISupportCodes, SupportCodes>();
        builder.AddBranding();
        builder.Services.AddPages();
        builder.Services.AddFirstPartyApi();
        overrides.Services(builder.Services);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.UsePicturesOfPeople();
        app.UseSessionFrame();
        app.UseRouting();
        app.UseFirstPartyApi();
        app.UseAuthentication();
        app.UseRequestLocalization(); // after it is known who asks, for their profile says in which language
        app.UseAuthorization();
        app.UseRateLimits();
        app.MapGroup("").LimitMetadata().MapOidcEngine();
        app.MapPages();
        app.MapFirstPartyApi();
        return app;
    }

    private static void AddEngine(this WebApplicationBuilder builder)
    {
        var issuer = PublicUrls.Read(builder.Configuration, builder.Environment).Issuer;
        var sessions = builder.Configuration.GetSection(SessionOptions.Section).Get<SessionOptions>() ?? new SessionOptions();
        var mutualTls = ValidatedOptions.Read<MutualTlsSettings>(builder.Configuration, MutualTlsSettings.Section, MutualTlsSettings.Problem);
        var authorities = mutualTls.ReadAuthorities();
        builder.Services.AddOidcEngine(options =>
        {
            options.Issuer = issuer;
            options.SessionScheme = SessionCookie.Scheme;
            options.AcrValues = AssuranceLevels.All;
            options.UiLocales = [.. Languages.All.Select(language => language.Name)];
            options.CrossSiteSessions = sessions.CrossSite;
            if (mutualTls.IsOn)
                options.MutualTls = new MutualTlsOptions { BaseAddress = mutualTls.AddressBeside(issuer), Authorities = authorities };
            options.AllowPrivateNetworks =
                builder.Configuration.GetValue<bool?>("Outbound:AllowPrivateNetworks") ?? builder.Environment.IsDevelopment();
            if (builder.Configuration.GetValue("Registration:Enabled", true)) options.RegistrationPath = "/register";
            builder.Configuration.GetSection("Requests").Bind(options.Requests);
            builder.Configuration.GetSection("Lifetimes").Bind(options.Lifetimes);
            builder.Configuration.GetSection("DPoP").Bind(options.DPoP);
            options.Lifetimes.Session = sessions.Lifetime;
            builder.Configuration.GetSection("ClientRegistration").Bind(options.Registration);
        });
    }
}
