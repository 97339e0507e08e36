using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.MasterKeys;

public static class MasterKeySetup
{
    /// <summary>Registers the <see cref="MasterKey"/> of the installation.</summary>
    public static IServiceCollection AddMasterKey(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(provider => MasterKeyFile.Open(configuration, provider.GetRequiredService<IHostEnvironment>()));
        return services;
    }
}
