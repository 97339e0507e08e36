using UserApi.Contracts.Roles;

namespace AdminUi.Roles;

/// <summary>The permissions about one kind of thing: those that share the part before the dot.</summary>
internal sealed record PermissionGroup(string Name, IReadOnlyList<PermissionResource> Permissions)
{
    public static IReadOnlyList<PermissionGroup> Of(IEnumerable<PermissionResource> permissions) =>
    [
        .. permissions
            .GroupBy(permission => permission.Name.Split('.')[0], StringComparer.Ordinal)
            .Select(group => new PermissionGroup(group.Key, [.. group])),
    ];

    /// <summary>What stands after the dot.</summary>
    public static string ActOf(PermissionResource permission) =>
        permission.Name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? permission.Name[(dot + 1)..] : permission.Name;
}
