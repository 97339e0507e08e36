namespace UserDirectory.Users;

/// <summary>An account as its person and administrators see it.</summary>
public sealed record UserProfile
{
    public required Guid Id { get; init; }
    public required string UserName { get; init; }
    public required string Email { get; init; }
    public required bool EmailVerified { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? MiddleName { get; init; }
    public string? Nickname { get; init; }
    public string? PhoneNumber { get; init; }
    public required bool PhoneNumberVerified { get; init; }
    public string? Bio { get; init; }
    public string? Website { get; init; }
    public string? Birthdate { get; init; }
    public string? Gender { get; init; }
    public string? Zoneinfo { get; init; }
    public string? Locale { get; init; }
    public PostalAddress? Address { get; init; }

    /// <summary>Which upload is the person's picture; null when there is none.</summary>
    public Guid? AvatarVersion { get; init; }

    /// <summary>One of <see cref="UserStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>The names of the account's roles, in order of the alphabet.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>When it is erased, if its deletion is pending.</summary>
    public DateTimeOffset? PurgeAfter { get; init; }

    /// <summary>Goes up with each change.</summary>
    public required long Version { get; init; }

    /// <summary>What to call the person: made of the names, else the nickname, else the user name.</summary>
    public string Name => Words(GivenName, MiddleName, FamilyName) ?? Nickname ?? UserName;

    internal static UserProfile Of(User user, IReadOnlyList<string> roles) => new()
    {
        Id = user.Id,
        UserName = user.UserName!,
        Email = user.Email!,
        EmailVerified = user.EmailConfirmed,
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        MiddleName = user.MiddleName,
        Nickname = user.Nickname,
        PhoneNumber = user.PhoneNumber,
        PhoneNumberVerified = user.PhoneNumberConfirmed,
        Bio = user.Bio,
        Website = user.Website,
        Birthdate = user.Birthdate,
        Gender = user.Gender,
        Zoneinfo = user.Zoneinfo,
        Locale = user.Locale,
        Address = AddressOf(user),
        AvatarVersion = user.AvatarVersion,
        Status = user.Status,
        Roles = roles,
        CreatedAt = user.CreatedAt,
        UpdatedAt = user.UpdatedAt,
        LastSignInAt = user.LastSignInAt,
        PurgeAfter = user.PurgeAfter,
        Version = user.Version,
    };

    internal static PostalAddress? AddressOf(User user)
    {
        var address = new PostalAddress(user.StreetAddress, user.Locality, user.Region, user.PostalCode, user.Country);
        return address == new PostalAddress(null, null, null, null, null) ? null : address;
    }

    private static string? Words(params string?[] names) => string.Join(' ', names.Where(name => name is not null)) is { Length: > 0 } words ? words : null;
}
