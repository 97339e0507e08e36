using UserApi.Contracts.Roles;

namespace AdminUi.Roles;

/// <summary>What the form of a role shows.</summary>
/// <param name="NameIsFixed">A role that ships keeps its name.</param>
internal sealed record RoleForm(RoleInput Input, IReadOnlyList<PermissionGroup> Groups, bool NameIsFixed);

/// <summary>Why a role cannot be changed by this person.</summary>
internal abstract record RoleLock
{
    private RoleLock() { }

    /// <summary>They may not change roles at all.</summary>
    public sealed record NoPermission : RoleLock;

    /// <summary>The role <c>admin</c> grants everything, always.</summary>
    public sealed record Administrators : RoleLock;

    /// <summary>Nobody changes what grants more than they hold.</summary>
    public sealed record GrantsMore(IReadOnlyList<string> Permissions) : RoleLock;

    /// <summary>Null when it can be changed.</summary>
    public static RoleLock? Of(RoleResource role, IReadOnlyList<PermissionResource> permissions, bool mayWrite)
    {
        if (!mayWrite) return new NoPermission();
        if (role is { BuiltIn: true, Name: "admin" }) return new Administrators();
        var held = permissions.Where(permission => permission.Held).Select(permission => permission.Name);
        return role.Permissions.Except(held).ToList() is { Count: > 0 } lacking ? new GrantsMore(lacking) : null;
    }
}
