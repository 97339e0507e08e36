namespace UserApi.Contracts.Roles;

/// <summary>A role that an account has.</summary>
public sealed record UserRole
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }
}
