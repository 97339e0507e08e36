using UserApi.Contracts.Profile;

namespace AdminUi.Pages.Users;

/// <summary>What the form changes of an account. Empty fields are cleared.</summary>
internal sealed class AccountInput
{
    private static readonly (string Label, Func<AccountInput, string?> Read)[] Members =
    [
        ("User.Username", input => input.Username),
        ("User.Email", input => input.Email),
        ("User.Verified", input => input.EmailVerified ? "✓" : "–"),
        ("Profile.GivenName", input => input.GivenName),
        ("Profile.MiddleName", input => input.MiddleName),
        ("Profile.FamilyName", input => input.FamilyName),
        ("Profile.Nickname", input => input.Nickname),
        ("Profile.PhoneNumber", input => input.PhoneNumber),
        ("Profile.Website", input => input.Website),
        ("Profile.Birthdate", input => input.Birthdate),
        ("Profile.Gender", input => input.Gender),
        ("Profile.Zoneinfo", input => input.Zoneinfo),
        ("Profile.Locale", input => input.Locale),
        ("Profile.StreetAddress", input => input.StreetAddress),
        ("Profile.PostalCode", input => input.PostalCode),
        ("Profile.Locality", input => input.Locality),
        ("Profile.Region", input => input.Region),
        ("Profile.Country", input => input.Country),
        ("Profile.Bio", input => input.Bio),
    ];

    public string? Username { get; set; }

    public string? Email { get; set; }

    public bool EmailVerified { get; set; }

    public string? GivenName { get; set; }

    public string? MiddleName { get; set; }

    public string? FamilyName { get; set; }

    public string? Nickname { get; set; }

    public string? PhoneNumber { get; set; }

    public string? Website { get; set; }

    public string? Birthdate { get; set; }

    public string? Gender { get; set; }

    public string? Zoneinfo { get; set; }

    public string? Locale { get; set; }

    public string? StreetAddress { get; set; }

    public string? PostalCode { get; set; }

    public string? Locality { get; set; }

    public string? Region { get; set; }

    public string? Country { get; set; }

    public string? Bio { get; set; }

    public static AccountInput Of(UserProfileResource person) => new()
    {
        Username = person.Username,
        Email = person.Email,
        EmailVerified = person.EmailVerified,
        GivenName = person.GivenName,
        MiddleName = person.MiddleName,
        FamilyName = person.FamilyName,
        Nickname = person.Nickname,
        PhoneNumber = person.PhoneNumber,
        Website = person.Website,
        Birthdate = person.Birthdate,
        Gender = person.Gender,
        Zoneinfo = person.Zoneinfo,
        Locale = person.Locale,
        StreetAddress = person.Address?.StreetAddress,
        PostalCode = person.Address?.PostalCode,
        Locality = person.Address?.Locality,
        Region = person.Address?.Region,
        Country = person.Address?.Country,
        Bio = person.Bio,
    };

    /// <summary>In the API's names, as it takes them (RFC 7396): null clears.</summary>
    public IReadOnlyDictionary<string, object?> ToChanges() => new Dictionary<string, object?>
    {
        ["username"] = Text(Username),
        ["email"] = Text(Email),
        ["email_verified"] = EmailVerified,
        ["given_name"] = Text(GivenName),
        ["middle_name"] = Text(MiddleName),
        ["family_name"] = Text(FamilyName),
        ["nickname"] = Text(Nickname),
        ["phone_number"] = Text(PhoneNumber),
        ["website"] = Text(Website),
        ["birthdate"] = Text(Birthdate),
        ["gender"] = Text(Gender),
        ["zoneinfo"] = Text(Zoneinfo),
        ["locale"] = Text(Locale),
        ["address"] = new Dictionary<string, string?>
        {
            ["street_address"] = Text(StreetAddress),
            ["postal_code"] = Text(PostalCode),
            ["locality"] = Text(Locality),
            ["region"] = Text(Region),
            ["country"] = Text(Country),
        },
        ["bio"] = Text(Bio),
    };

    /// <summary>Every member in which the two differ: its label, the other's value, this one's.</summary>
    public IReadOnlyList<(string Label, string? Theirs, string? Yours)> DifferencesFrom(AccountInput theirs) =>
    [
        .. Members.Select(member => (member.Label, Theirs: Text(member.Read(theirs)), Yours: Text(member.Read(this))))
            .Where(pair => !string.Equals(pair.Theirs, pair.Yours, StringComparison.Ordinal)),
    ];

    // Browsers end the lines of a text area with CR LF (HTML §4.10.11).
    private static string? Text(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
}
