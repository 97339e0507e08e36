using Microsoft.Extensions.DependencyInjection;
using UserDirectory.Database;
using UserDirectory.Passwords;
using UserDirectory.Roles;

namespace UserDirectory.UserFiles;

internal static class UserFilesSetup
{
    public static void AddUserFiles(this IServiceCollection services)
    {
        services.AddScoped<UserExport>();
        services.AddScoped(provider => new UserImport(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<PasswordHashes>(), provider.GetRequiredService<RoleGrants>(),
            provider.GetRequiredService<Escalation>(), provider.GetRequiredService<TimeProvider>()));
    }
}
