using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Bulk;
using AdminUi.KeyRing;
using AdminUi.Localisation;
using AdminUi.Notices;
using AdminUi.SignIn;
using OidcClient.SignIn;
using ServiceDefaults;
using ServiceDefaults.Headers;
using ServiceDefaults.MasterKeys;
using ServiceDefaults.RateLimiting;
using Ui;

namespace AdminUi;

/// <summary>The whole host, as its own process, AppHost and the tests start it.</summary>
public static class AdminUiApp
{
    private static readonly ServiceDescription Service = new("AdminUi", urls => urls.AdminUrl) { ErrorPage = "/error" };

    public static WebApplication Build(string[] args, HostOverrides? overrides = null)
    {
        overrides ??= new HostOverrides();
        var builder = ServiceHost.CreateBuilder(Service, args, overrides);
        var masterKey = MasterKeyFile.Open(builder.Configuration, builder.Environment);
        builder.AddConsoleKeyRing(masterKey);
        builder.AddConsoleSignIn(masterKey);
        builder.AddUserApiClient();
        builder.Services.AddScoped<BulkWork>();
        builder.Services.AddUi<PageText>().AddConsolePermissions().AddNotices();
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-admin-form";
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        });
        overrides.Services(builder.Services);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.UsePicturesOfPeople();
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimits();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets().LimitRate(limits => limits.Pages);
        app.MapOidcSignIn();
        return app;
    }
}
