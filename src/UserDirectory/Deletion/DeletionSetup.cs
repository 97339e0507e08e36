using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;
using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.Deletion;

/// <summary>Registers the deletion of accounts.</summary>
internal static class DeletionSetup
{
    public static void AddDeletion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<DeletionOptions>(configuration, DeletionOptions.Section, DeletionOptions.Problem);
        services.AddScoped(provider => new AccountDeletion(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<AccountEnding>(),
            provider.GetRequiredService<LastAdministrator>(), provider.GetRequiredService<DeletionOptions>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
