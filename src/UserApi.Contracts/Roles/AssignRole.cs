namespace UserApi.Contracts.Roles;

/// <summary>Which role an account is to get.</summary>
public sealed record AssignRole
{
    /// <summary>The role's name or id.</summary>
    public required string Role { get; init; }
}
