using ServiceDefaults;
using ServiceDefaults.RateLimiting;

namespace IdentityProvider;

/// <summary>The whole host, as its own process, AppHost and the tests start it.</summary>
public static class IdentityProviderApp
{
    private static readonly ServiceDescription Service = new("IdentityProvider", urls => urls.Issuer) { ErrorPage = "/error" };

    public static WebApplication Build(string[] args, HostOverrides? overrides = null)
    {
        overrides ??= new HostOverrides();
        var builder = ServiceHost.CreateBuilder(Service, args, overrides);
        overrides.Services(builder.Services);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.UseRouting();
        app.UseRateLimits();
        return app;
    }
}
