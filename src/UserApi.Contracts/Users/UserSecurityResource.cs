namespace UserApi.Contracts.Users;

/// <summary>How a person signs in, and what guards the account.</summary>
public sealed record UserSecurityResource
{
    public required Guid Id { get; init; }

    public required bool HasPassword { get; init; }

    /// <summary>Null when the password is still the first one, or there is none.</summary>
    public DateTimeOffset? PasswordChangedAt { get; init; }

    /// <summary>What the person can do for the second step.</summary>
    public required IReadOnlyList<SecondFactorResource> SecondFactors { get; init; }

    /// <summary>The person's roles that want a second factor.</summary>
    public required IReadOnlyList<string> RequiredByRoles { get; init; }

    public required int RecoveryCodesLeft { get; init; }

    public required IReadOnlyList<PasskeyResource> Passkeys { get; init; }

    public required IReadOnlyList<LinkedAccountResource> LinkedAccounts { get; init; }

    /// <summary>Browsers that are not asked for a second step for a while.</summary>
    public required IReadOnlyList<RememberedBrowserResource> RememberedBrowsers { get; init; }
}

/// <summary>Something for the second step.</summary>
public sealed record SecondFactorResource
{
    /// <summary><c>totp</c>, <c>passkey</c> or <c>email_code</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Null where it is not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Null when it was not used yet, or that is not known.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A passkey.</summary>
public sealed record PasskeyResource
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null when it was not used yet.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>An account elsewhere by which the person signs in.</summary>
public sealed record LinkedAccountResource
{
    /// <summary>The provider's name in the configuration, such as <c>google</c>.</summary>
    public required string Provider { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>Null when it was not used since.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A browser that is remembered.</summary>
public sealed record RememberedBrowserResource
{
    public string? UserAgent { get; init; }

    public string? IpAddress { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
