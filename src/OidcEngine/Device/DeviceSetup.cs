using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Clients;
using OidcEngine.Scopes;

namespace OidcEngine.Device;

/// <summary>What the device grant and the host's page for it are made of.</summary>
internal static class DeviceSetup
{
    public static IServiceCollection AddDevice(this IServiceCollection services) => services
        .AddScoped<DeviceAuthorization>()
        .AddScoped<DeviceCodeGrant>()
        .AddScoped(CreateInteractions);

    // Its constructor is internal, as its parts are.
    private static DeviceInteractions CreateInteractions(IServiceProvider services) => new(
        services.GetRequiredService<IDeviceRequestStore>(),
        services.GetRequiredService<IClientStore>(),
        services.GetRequiredService<IResourceStore>(),
        services.GetRequiredService<TimeProvider>());
}
