using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.MasterKeys;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.DataProtection;
using UserDirectory.Housekeeping;

namespace UserDirectory;

/// <summary>Registers the directory.</summary>
public static class UserDirectorySetup
{
    /// <summary>The name of the meter under which the directory counts.</summary>
    public const string MeterName = "Identity.UserDirectory";

    /// <summary>What every host needs that reads or changes the directory.</summary>
    public static IServiceCollection AddUserDirectory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<CurrentActor>();
        services.AddSingleton<LeaderLease>();
        services.AddMasterKey(configuration);
        services.AddDatabase(configuration);
        services.AddDatabaseDataProtection();
        services.AddStores();
        services.AddPeople(configuration);
        return services;
    }

    /// <summary>What the identity provider needs besides: the engine's stores, the seeds, the work in the background.</summary>
    public static IServiceCollection AddUserDirectoryForProvider(this IServiceCollection services)
    {
        services.AddProviderStores();
        services.AddPeopleOfProvider();
        return services;
    }
}
