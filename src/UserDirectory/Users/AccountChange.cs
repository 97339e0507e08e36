namespace UserDirectory.Users;

/// <summary>All that an administrator may set of an account.</summary>
public sealed record AccountChange(string UserName, string Email, ProfileChange Profile)
{
    /// <summary>Null leaves it as it is, and makes it false with another address.</summary>
    public bool? EmailVerified { get; init; }
}

/// <summary>What became of a change.</summary>
public abstract record AccountUpdate
{
    private AccountUpdate() { }

    public sealed record Updated(UserProfile Profile) : AccountUpdate;

    public sealed record NotFound : AccountUpdate;

    /// <summary>The account is not in the expected version any more; nothing was changed.</summary>
    public sealed record Stale : AccountUpdate;

    public sealed record UserNameTaken : AccountUpdate;

    public sealed record EmailTaken : AccountUpdate;

    /// <param name="Errors">The broken rules by member, in the API's names.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : AccountUpdate;

    /// <param name="Permission">What the account holds and the actor lacks.</param>
    public sealed record Forbidden(string Permission) : AccountUpdate;
}
