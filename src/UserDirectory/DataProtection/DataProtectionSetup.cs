using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.DataProtection;

internal static class DataProtectionSetup
{
    /// <summary>One ring for all instances of both hosts: in the database, under the master key.</summary>
    public static void AddDatabaseDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("identity");
        services.AddSingleton<ISeed, RingStart>();
        services.AddHealthChecks().AddCheck<RingHealth>("data_protection");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new DatabaseXmlRepository(
                provider.GetRequiredService<IDbContextFactory<IdentityDb>>(), provider.GetRequiredService<TimeProvider>());
            options.XmlEncryptor = new MasterKeyXmlEncryptor(provider.GetRequiredService<MasterKey>());
        }));
    }
}
