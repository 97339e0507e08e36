namespace UserApi.Contracts.Roles;

/// <summary>Something that a role may grant.</summary>
public sealed record PermissionResource
{
    /// <summary>A dotted name, such as <c>users.read</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Whether the caller holds it, and so may grant it.</summary>
    public required bool Held { get; init; }
}
