using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Clients;
using UserDirectory.Database;

namespace UserDirectory.Roles;

/// <summary>Registers roles, and who may do what.</summary>
internal static class RolesSetup
{
    public static void AddRoles(this IServiceCollection services)
    {
        services.AddSingleton<ISeed, ShippedRoles>();
        services.AddSingleton<PermissionLookup>();
        services.AddScoped<LastAdministrator>();
        services.AddScoped(provider => new Escalation(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<LastAdministrator>(), provider.GetRequiredService<IClientStore>()));
        services.AddScoped<RoleGrants>();
        services.AddScoped<RoleCatalog>();
        services.AddScoped(provider => Changing(provider, (db, escalation, administrators, permissions, time) =>
            new RoleChanges(db, escalation, administrators, permissions, time)));
        services.AddScoped(provider => Changing(provider, (db, escalation, administrators, permissions, time) =>
            new RoleDeletion(db, escalation, administrators, permissions, time)));
        services.AddScoped(provider => Changing(provider, (db, escalation, administrators, permissions, time) =>
            new RoleMembers(db, escalation, administrators, permissions, time)));
    }

    private static T Changing<T>(
        IServiceProvider provider, Func<IdentityDb, Escalation, LastAdministrator, PermissionLookup, TimeProvider, T> create) =>
        create(
            provider.GetRequiredService<IdentityDb>(), provider.GetRequiredService<Escalation>(), provider.GetRequiredService<LastAdministrator>(),
            provider.GetRequiredService<PermissionLookup>(), provider.GetRequiredService<TimeProvider>());
}
