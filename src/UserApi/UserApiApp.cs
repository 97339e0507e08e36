using ServiceDefaults;
using ServiceDefaults.RateLimiting;

namespace UserApi;

/// <summary>The whole host, as its own process, AppHost and the tests start it.</summary>
public static class UserApiApp
{
    private static readonly ServiceDescription Service = new("UserApi", urls => urls.UserApiUrl);

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
