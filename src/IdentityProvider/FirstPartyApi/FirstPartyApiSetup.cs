using Microsoft.AspNetCore.Cors.Infrastructure;
using ServiceDefaults.Documentation;
using ServiceDefaults.Problems;
using ServiceDefaults.RateLimiting;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The JSON API by which the installation's own apps sign people in, where <c>Identity:FirstPartyApi</c> is true; by default that is
/// in development alone.</summary>
internal static class FirstPartyApiSetup
{
    public const string Setting = "Identity:FirstPartyApi";

    public static bool HasFirstPartyApi(this IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue<bool?>(Setting) ?? environment.IsDevelopment();

    public static void AddFirstPartyApi(this IServiceCollection services)
    {
        services.AddReference<FirstPartyDescription>();
        services.AddCors();
        services.AddScoped<FirstPartyOrigins>();
        services.AddScoped<ICorsPolicyProvider, FirstPartyCors>();
        services.AddScoped<AppSignIn>();
        services.AddScoped<AppCallers>();
        services.AddScoped<AppArrivals>();
        services.AddScoped<AppExternalSignIn>();
    }

    /// <summary>CORS for the API alone. It belongs after routing.</summary>
    public static void UseFirstPartyApi(this WebApplication app)
    {
        if (app.Configuration.HasFirstPartyApi(app.Environment))
            app.UseWhen(http => http.Request.Path.StartsWithSegments(FirstPartyCors.Path), api => api.UseCors());
    }

    /// <summary>Its endpoints count under the same limit as the pages that do the same.</summary>
    public static void MapFirstPartyApi(this WebApplication app)
    {
        app.MapReference().LimitRate(limits => limits.Metadata);
        if (!app.Configuration.HasFirstPartyApi(app.Environment))
        {
            app.Map(FirstPartyCors.Path + "/{**path}", () => ApiProblem.NotFound()); // else development offers GET for files at every path
            return;
        }
        var v1 = app.MapGroup(FirstPartyCors.Path).RefuseForeignOrigins().LimitRate(limits => limits.Pages);
        LoginEndpoint.Map(v1);
        RefreshEndpoint.Map(v1);
        LogoutEndpoint.Map(v1);
        ChangePasswordEndpoint.Map(v1);
        VerifyMfaEndpoint.Map(v1);
        AuthenticatorEndpoints.Map(v1);
        AddressEndpoints.Map(v1);
        ExternalEndpoints.Map(v1);
    }
}
