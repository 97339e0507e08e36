using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.Discovery;

internal static class DiscoverySetup
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services) => services.AddSingleton<ServerMetadata>();
}
