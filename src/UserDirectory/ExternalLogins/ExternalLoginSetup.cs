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
        services.AddScoped(provider => new WaysIn(provider.GetRequiredService<IdentityDb>(), []));
        services.AddScoped<ExternalProofs>();
        services.AddScoped<AppCodes>();
        services.AddScoped(provider => new ExternalSignIn(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<AccountEntrance>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new LinkedAccounts(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<WaysIn>(), provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>What the provider alone knows: by whom people are signed in.</summary>
    public static void AddExternalLoginsOfProvider(this IServiceCollection services) => services.AddScoped(provider => new WaysIn(
        provider.GetRequiredService<IdentityDb>(),
        [.. provider.GetRequiredService<ExternalLoginOptions>().Providers.Select(known => known.Authority)]));
}
