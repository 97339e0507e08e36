namespace UserApi.Contracts.Administration;

/// <summary>Who administers: the caller, and what they may do.</summary>
public sealed record AdministratorResource
{
    /// <summary>The person; null for a client that acts for itself.</summary>
    public Guid? Id { get; init; }

    /// <summary>The user name, or the client's id.</summary>
    public required string Username { get; init; }

    /// <summary>What to call the person or the client.</summary>
    public required string Name { get; init; }

    /// <summary>Every permission held, in order of the alphabet; empty for people without a role that grants any.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }
}
