using UserDirectory.Users;

namespace IdentityProvider.Accounts;

/// <summary>What the profile's form changes: all of it but language and time zone, which are set elsewhere. Empty fields are cleared.</summary>
internal sealed class ProfileForm
{
    private static readonly (string Label, Func<ProfileForm, string?> Read)[] Members =
    [
        ("Profile.GivenName", form => form.GivenName),
        ("Profile.MiddleName", form => form.MiddleName),
        ("Profile.FamilyName", form => form.FamilyName),
        ("Profile.Nickname", form => form.Nickname),
        ("Profile.PhoneNumber", form => form.PhoneNumber),
        ("Profile.Website", form => form.Website),
        ("Profile.Birthdate", form => form.Birthdate),
        ("Profile.Gender", form => form.Gender),
        ("Profile.Bio", form => form.Bio),
        ("Profile.StreetAddress", form => form.StreetAddress),
        ("Profile.PostalCode", form => form.PostalCode),
        ("Profile.Locality", form => form.Locality),
        ("Profile.Region", form => form.Region),
        ("Profile.Country", form => form.Country),
    ];

    public string? GivenName { get; set; }
    public string? MiddleName { get; set; }
    public string? FamilyName { get; set; }
    public string? Nickname { get; set; }
    public string? PhoneNumber { get; set; }
    public string? Website { get; set; }
    public string? Birthdate { get; set; }
    public string? Gender { get; set; }
    public string? Bio { get; set; }
    public string? StreetAddress { get; set; }
    public string? PostalCode { get; set; }
    public string? Locality { get; set; }
    public string? Region { get; set; }
    public string? Country { get; set; }

    public static ProfileForm Of(UserProfile profile) => new()
    {
        GivenName = profile.GivenName,
        MiddleName = profile.MiddleName,
        FamilyName = profile.FamilyName,
        Nickname = profile.Nickname,
        PhoneNumber = profile.PhoneNumber,
        Website = profile.Website,
        Birthdate = profile.Birthdate,
        Gender = profile.Gender,
        Bio = profile.Bio,
        StreetAddress = profile.Address?.StreetAddress,
        PostalCode = profile.Address?.PostalCode,
        Locality = profile.Address?.Locality,
        Region = profile.Address?.Region,
        Country = profile.Address?.Country,
    };

    /// <summary>The stored profile with what was typed here.</summary>
    public ProfileChange Over(UserProfile stored) => ProfileChange.Of(stored) with
    {
        GivenName = GivenName,
        MiddleName = MiddleName,
        FamilyName = FamilyName,
        Nickname = Nickname,
        PhoneNumber = PhoneNumber,
        Website = Website,
        Birthdate = Birthdate,
        Gender = Gender,
        Bio = Clean(Bio),
        Address = new PostalAddress(Clean(StreetAddress), Locality, Region, PostalCode, Country),
    };

    /// <summary>Every member in which the two differ: its label, what is stored, what was typed.</summary>
    public IReadOnlyList<(string Label, string? Stored, string? Typed)> DifferencesFrom(ProfileForm stored) =>
    [
        .. Members.Select(member => (member.Label, Stored: Clean(member.Read(stored)), Typed: Clean(member.Read(this))))
            .Where(pair => !string.Equals(pair.Stored, pair.Typed, StringComparison.Ordinal)),
    ];

    // Browsers end the lines of a text area with CR LF (HTML §4.10.11).
    private static string? Clean(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
}
