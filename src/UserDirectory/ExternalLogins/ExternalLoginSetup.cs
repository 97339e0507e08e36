using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;
using UserDirectory.Database;
using UserDirectory.SignIn;

namespace UserDirectory.ExternalLogins;

internal static class ExternalLoginSetup
{
    public static void AddExternalLogins(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ExternalLoginOptions>(configuration, ExternalLoginOptions.Section, ExternalLoginOptions.Problem);
        services.AddScoped<WaysIn>();
        services.AddScoped<ExternalProofs>();
        services.AddScoped<AppCodes>();
        services.AddScoped(provider => new ExternalSignIn(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<AccountEntrance>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new LinkedAccounts(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<WaysIn>(), provider.GetRequiredService<TimeProvider>()));
    }
}
