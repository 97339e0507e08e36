namespace UserDirectory.Roles;

/// <summary>A role as somebody wants it.</summary>
/// <param name="RequiresSecondFactor">Whether whoever has it signs in with a second factor.</param>
public sealed record RoleDraft(string Name, string? Description, IReadOnlyList<string> Permissions, bool RequiresSecondFactor = false);

/// <summary>A role as it is.</summary>
public sealed record RoleDetails
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }

    /// <summary>What it grants, in order of the alphabet; of <see cref="RoleNames.Admin"/> everything.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Whether whoever has it signs in with a second factor.</summary>
    public required bool RequiresSecondFactor { get; init; }

    /// <summary>True for a role that ships.</summary>
    public required bool BuiltIn { get; init; }

    /// <summary>How many accounts have it.</summary>
    public required long Members { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Goes up with each change of the role itself.</summary>
    public required long Version { get; init; }

    internal static RoleDetails Of(Role role, long members) => new()
    {
        Id = role.Id,
        Name = role.Name!,
        Description = role.Description,
        Permissions = [.. PermissionLookup.Union([role]).Order(StringComparer.Ordinal)],
        RequiresSecondFactor = role.RequiresSecondFactor,
        BuiltIn = role.BuiltIn,
        Members = members,
        CreatedAt = role.CreatedAt,
        UpdatedAt = role.UpdatedAt,
        Version = role.Version,
    };
}

/// <summary>One page of roles, in the order of their names.</summary>
/// <param name="Next">The last name of this page, for the one that follows; null on the last page.</param>
public sealed record RolePage(IReadOnlyList<RoleDetails> Items, long Total, string? Next);

/// <summary>What became of a change of a role.</summary>
public abstract record RoleOutcome
{
    private RoleOutcome() { }

    public sealed record Saved(RoleDetails Role) : RoleOutcome;

    public sealed record Deleted : RoleOutcome;

    public sealed record NotFound : RoleOutcome;

    /// <summary>The role is not in the expected version any more; nothing was changed.</summary>
    public sealed record Stale : RoleOutcome;

    public sealed record NameTaken : RoleOutcome;

    /// <summary>The role ships: it is neither deleted nor renamed, and <see cref="RoleNames.Admin"/> is not changed at all.</summary>
    public sealed record BuiltIn : RoleOutcome;

    /// <param name="Members">How many accounts have it.</param>
    /// <param name="Clients">The clients whose <c>service_roles</c> name it.</param>
    public sealed record InUse(long Members, IReadOnlyList<string> Clients) : RoleOutcome;

    /// <summary>More accounts have it than one change takes it from.</summary>
    public sealed record TooManyMembers(int Most) : RoleOutcome;

    /// <param name="Errors">The broken rules by member, in the API's names.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : RoleOutcome;

    /// <param name="Permission">What the role grants, or would, and the actor lacks.</param>
    public sealed record Forbidden(string Permission) : RoleOutcome;

    /// <param name="Permission">What an account that has the role holds, and the actor lacks.</param>
    public sealed record ForbiddenMember(string Permission) : RoleOutcome;
}
