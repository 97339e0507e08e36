using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.Keys;

internal static class KeysSetup
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<KeyRingHealth>("keys", tags: ["ready"]);
        services.AddHostedService<KeyRotation>();
        return services.AddSingleton<KeyRing>().AddSingleton<OwnTokenReader>();
    }
}
