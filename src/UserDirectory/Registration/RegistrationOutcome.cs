namespace UserDirectory.Registration;

/// <summary>An account that somebody wants.</summary>
/// <param name="Password">May be null when the person will sign in by an <see cref="ExternalProof"/>.</param>
public sealed record NewUser(string UserName, string Email, string? Password)
{
    /// <summary>The handle of an account elsewhere that was proved: it is linked with the new account, and used up.</summary>
    public string? ExternalProof { get; init; }

    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? Locale { get; init; }

    /// <summary>True for callers who may make accounts for others; only they set <see cref="Roles"/> and <see cref="Status"/>.</summary>
    public bool ByAdministrator { get; init; }

    /// <summary>The account has no password: its owner is mailed a link with which to choose one. Only administrators invite.</summary>
    public bool IsInvited { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>One of <see cref="Users.UserStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>The password is not for a log.</summary>
    public override string ToString() => nameof(NewUser);
}

/// <summary>What became of it.</summary>
public abstract record RegistrationOutcome
{
    private RegistrationOutcome() { }

    public sealed record Created(Guid UserId) : RegistrationOutcome;

    /// <summary>Nothing was made, and the owner of the address got a mail. Strangers get the same answer as for <see cref="Created"/>.</summary>
    public sealed record EmailTaken : RegistrationOutcome;

    /// <summary>Nothing was made. The address is taken, and the account elsewhere shows that it is the person's own: they may be told.</summary>
    public sealed record OwnEmailTaken : RegistrationOutcome;

    /// <summary>Nothing was made: what was proved elsewhere counts no longer.</summary>
    public sealed record NoProof : RegistrationOutcome;

    public sealed record UserNameTaken : RegistrationOutcome;

    /// <param name="Errors">The broken rules by member, in the API's names.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : RegistrationOutcome;

    /// <summary>People do not register themselves here.</summary>
    public sealed record Closed : RegistrationOutcome;

    /// <summary>The administrator would grant what they lack.</summary>
    public sealed record Forbidden(string Reason) : RegistrationOutcome;

    /// <summary>Too many passwords are hashed at this moment; nothing was made.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : RegistrationOutcome;
}
