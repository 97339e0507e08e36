using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;

namespace UserDirectory;

/// <summary>Registers the directory.</summary>
public static class UserDirectorySetup
{
    /// <summary>What every host needs that reads or changes the directory.</summary>
    public static IServiceCollection AddUserDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDatabase(configuration);
        return services;
    }
}
