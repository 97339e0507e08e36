using UserApi.Contracts.Roles;

namespace AdminUi.Roles;

/// <summary>The fields of a role's form.</summary>
internal sealed class RoleInput
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    public List<string> Permissions { get; set; } = [];

    public bool RequiresSecondFactor { get; set; }

    public static RoleInput Of(RoleResource role) => new()
    {
        Name = role.Name,
        Description = role.Description,
        Permissions = [.. role.Permissions],
        RequiresSecondFactor = role.RequiresSecondFactor,
    };

    public WritableRole ToRole() => new()
    {
        Name = Name?.Trim() ?? "",
        Description = string.IsNullOrWhiteSpace(Description) ? null : Description.Trim(),
        Permissions = [.. Permissions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        RequiresSecondFactor = RequiresSecondFactor,
    };

    /// <summary>Whether saving it would change nothing.</summary>
    public bool IsAs(RoleResource role)
    {
        var wanted = ToRole();
        return wanted.Name == role.Name && wanted.Description == role.Description && wanted.RequiresSecondFactor == role.RequiresSecondFactor
            && wanted.Permissions.ToHashSet().SetEquals(role.Permissions);
    }
}
