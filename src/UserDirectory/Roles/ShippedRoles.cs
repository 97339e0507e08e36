using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using UserDirectory.Database;

namespace UserDirectory.Roles;

/// <summary>Makes the roles that ship, where they are not there yet.</summary>
internal sealed class ShippedRoles(IHostEnvironment environment, TimeProvider time) : ISeed
{
    private static readonly (string Name, string Description, string[] Granted)[] Roles =
    [
        (RoleNames.Admin, "Everything", []),
        (RoleNames.Support, "Helps people with their accounts", [Permissions.UsersRead, Permissions.UsersWrite, Permissions.AuditRead]),
        (RoleNames.Auditor, "Reads everything", [.. Permissions.All.Where(permission => permission.EndsWith(".read", StringComparison.Ordinal))]),
        (RoleNames.User, "A person without special rights", []),
    ];

    public async Task ApplyAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var present = await db.Set<Role>().Select(role => role.NormalizedName).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var (name, description, granted) in Roles.Where(role => !present.Contains(RoleNames.Key(role.Name))))
        {
            db.Add(new Role
            {
                Id = Guid.CreateVersion7(now),
                Name = name,
                NormalizedName = RoleNames.Key(name),
                Description = description,
                Granted = [.. granted],
                BuiltIn = true,
                RequiresSecondFactor = name == RoleNames.Admin && !environment.IsDevelopment(), // an administrator's password alone opens nothing
                CreatedAt = now,
                UpdatedAt = now,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
