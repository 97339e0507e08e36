namespace UserApi.Contracts.Profile;

/// <summary>What may be set of a profile. In <c>PUT</c> an absent member is cleared; in <c>PATCH</c> an absent member
/// stays and <c>null</c> clears it (RFC 7396). The read-only members of <see cref="UserProfileResource"/> are accepted
/// with their current values.</summary>
public sealed record WritableProfile
{
    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? MiddleName { get; init; }

    public string? Nickname { get; init; }

    /// <summary>In E.164's form. A changed number counts as not verified.</summary>
    public string? PhoneNumber { get; init; }

    public string? Bio { get; init; }

    public string? Website { get; init; }

    public string? Birthdate { get; init; }

    public string? Gender { get; init; }

    public string? Zoneinfo { get; init; }

    public string? Locale { get; init; }

    public PostalAddress? Address { get; init; }
}
