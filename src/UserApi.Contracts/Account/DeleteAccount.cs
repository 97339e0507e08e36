namespace UserApi.Contracts.Account;

/// <summary>Says that the person means it.</summary>
public sealed record DeleteAccount
{
    /// <summary>The person's own user name.</summary>
    public required string Confirm { get; init; }
}
