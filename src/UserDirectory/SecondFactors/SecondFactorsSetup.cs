using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;

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
    }
}
