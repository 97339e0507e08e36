using Jose;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.DPoP;

internal static class DPoPSetup
{
    public static IServiceCollection AddDPoP(this IServiceCollection services) => services
        .AddSingleton(provider => new DPoPNonces(
            provider.GetRequiredService<IDataProtectionProvider>(), "OidcEngine", provider.GetRequiredService<TimeProvider>()))
        .AddScoped<DPoPProofs>();
}
