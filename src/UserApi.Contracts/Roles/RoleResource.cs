namespace UserApi.Contracts.Roles;

/// <summary>A named set of permissions.</summary>
public sealed record RoleResource
{
    public required Guid Id { get; init; }

    /// <summary>Unique among all roles.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>What it grants, in order of the alphabet; of <c>admin</c> everything.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Whether whoever has it signs in with a second factor, and sets one up first where there is none.</summary>
    public bool RequiresSecondFactor { get; init; }

    /// <summary>True for a role that ships: it cannot be deleted or renamed, and <c>admin</c> cannot be changed at all.</summary>
    public required bool BuiltIn { get; init; }

    /// <summary>How many accounts have it.</summary>
    public required long Members { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
