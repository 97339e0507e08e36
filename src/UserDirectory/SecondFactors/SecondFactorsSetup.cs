using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;
using UserDirectory.SignIn;

namespace UserDirectory.SecondFactors;

internal static class SecondFactorsSetup
{
    public static void AddSecondFactors(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<SecondFactorOptions>(configuration, SecondFactorOptions.Section, SecondFactorOptions.Problem);
        services.AddScoped<FactorLookup>();
        services.AddScoped<RememberedDevices>();
        services.AddScoped<SecondSteps>();
        services.AddScoped<PartialSignIns>();
        services.AddScoped<FactorChange>();
        services.AddScoped<FactorReset>();
        services.AddScoped(provider => new EmailCodeChoice(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<FactorChange>(), provider.GetRequiredService<SecondFactorOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new AuthenticatorApps(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<RecoveryCodes>(),
            provider.GetRequiredService<PartialSignIns>(), provider.GetRequiredService<FactorChange>(), provider.GetRequiredService<FactorLookup>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddCodes();
    }

    private static void AddCodes(this IServiceCollection services)
    {
        services.AddScoped(provider => new RecoveryCodes(provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(provider => new EmailCodes(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PartialSignIns>(), provider.GetRequiredService<FactorLookup>(),
            provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<ICodeFactor, TotpFactor>();
        services.AddScoped<ICodeFactor>(provider => provider.GetRequiredService<RecoveryCodes>());
        services.AddScoped<ICodeFactor>(provider => provider.GetRequiredService<EmailCodes>());
        services.AddScoped(provider => new StepProof(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PartialSignIns>(), provider.GetRequiredService<Lockout>(),
            provider.GetRequiredService<KnownDevices>(), provider.GetRequiredService<FactorLookup>(), provider.GetServices<ICodeFactor>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
