namespace UserDirectory.Users;

/// <summary>All that a person may set of a profile; what is null is cleared.</summary>
public sealed record ProfileChange
{
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? MiddleName { get; init; }
    public string? Nickname { get; init; }
    public string? PhoneNumber { get; init; }
    public string? Bio { get; init; }
    public string? Website { get; init; }
    public string? Birthdate { get; init; }
    public string? Gender { get; init; }
    public string? Zoneinfo { get; init; }
    public string? Locale { get; init; }
    public PostalAddress? Address { get; init; }

    /// <summary>The change that leaves everything as it is.</summary>
    public static ProfileChange Of(UserProfile profile) => new()
    {
        GivenName = profile.GivenName,
        FamilyName = profile.FamilyName,
        MiddleName = profile.MiddleName,
        Nickname = profile.Nickname,
        PhoneNumber = profile.PhoneNumber,
        Bio = profile.Bio,
        Website = profile.Website,
        Birthdate = profile.Birthdate,
        Gender = profile.Gender,
        Zoneinfo = profile.Zoneinfo,
        Locale = profile.Locale,
        Address = profile.Address,
    };
}

/// <summary>What became of a change.</summary>
public abstract record ProfileUpdate
{
    private ProfileUpdate() { }

    public sealed record Updated(UserProfile Profile) : ProfileUpdate;

    public sealed record NotFound : ProfileUpdate;

    /// <summary>The profile is not in the expected version any more; nothing was changed.</summary>
    public sealed record Stale : ProfileUpdate;

    /// <param name="Errors">The broken rules by member, in the API's names.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : ProfileUpdate;
}
