namespace UserApi.Contracts.Roles;

/// <summary>What a role may be set to.</summary>
public sealed record WritableRole
{
    /// <summary>2 to 50 characters: lower-case letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Only permissions that the caller holds.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Whether whoever has it signs in with a second factor, and sets one up first where there is none.</summary>
    public bool RequiresSecondFactor { get; init; }
}
