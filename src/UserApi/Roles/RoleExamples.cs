using UserApi.Contracts.Roles;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.Roles;

/// <summary>The examples of roles in the reference.</summary>
internal static class RoleExamples
{
    public static RoleResource Role { get; } = new()
    {
        Id = Guid.Parse("019a0b61-9a5e-7c11-8f0c-3f5d5b1a2c90"),
        Name = "helpdesk",
        Description = "Answers the telephone",
        Permissions = [Permissions.AuditRead, Permissions.UsersRead],
        RequiresSecondFactor = true,
        BuiltIn = false,
        Members = 3,
        CreatedAt = Examples.Profile.CreatedAt,
        UpdatedAt = Examples.Profile.UpdatedAt,
    };

    public static WritableRole Writable { get; } = new()
    {
        Name = Role.Name,
        Description = Role.Description,
        Permissions = Role.Permissions,
        RequiresSecondFactor = Role.RequiresSecondFactor,
    };

    public static PermissionResource Permission { get; } = new()
    {
        Name = Permissions.UsersRead,
        Description = PermissionTexts.Of(Permissions.UsersRead),
        Held = true,
    };

    public static UserRole OfUser { get; } = new() { Id = Role.Id, Name = Role.Name };
}
