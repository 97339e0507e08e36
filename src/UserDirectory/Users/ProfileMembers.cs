using System.Text.Json.Nodes;

namespace UserDirectory.Users;

/// <summary>The table of what a profile has to set: the API's name of each member, where it lies, and its rule.</summary>
internal static class ProfileMembers
{
    private const int NameLength = 100;
    private const int LineLength = 200;
    private const int BioLength = 1000;

    private static readonly Member[] All =
    [
        new("given_name", change => change.GivenName, user => user.GivenName, (user, value) => user.GivenName = value, value => ProfileRules.Line(value, NameLength)),
        new("family_name", change => change.FamilyName, user => user.FamilyName, (user, value) => user.FamilyName = value, value => ProfileRules.Line(value, NameLength)),
        new("middle_name", change => change.MiddleName, user => user.MiddleName, (user, value) => user.MiddleName = value, value => ProfileRules.Line(value, NameLength)),
        new("nickname", change => change.Nickname, user => user.Nickname, (user, value) => user.Nickname = value, value => ProfileRules.Line(value, NameLength)),
        new("phone_number", change => change.PhoneNumber, user => user.PhoneNumber, SetPhoneNumber, ProfileRules.PhoneNumber),
        new("bio", change => change.Bio, user => user.Bio, (user, value) => user.Bio = value, value => ProfileRules.Lines(value, BioLength)),
        new("website", change => change.Website, user => user.Website, (user, value) => user.Website = value, ProfileRules.Website),
        new("birthdate", change => change.Birthdate, user => user.Birthdate, (user, value) => user.Birthdate = value, ProfileRules.Birthdate),
        new("gender", change => change.Gender, user => user.Gender, (user, value) => user.Gender = value, value => ProfileRules.Line(value, NameLength)),
        new("zoneinfo", change => change.Zoneinfo, user => user.Zoneinfo, (user, value) => user.Zoneinfo = value, ProfileRules.Zoneinfo),
        new("locale", change => change.Locale, user => user.Locale, (user, value) => user.Locale = value, ProfileRules.Locale),
        new("address.street_address", change => change.Address?.StreetAddress, user => user.StreetAddress, (user, value) => user.StreetAddress = value, value => ProfileRules.Lines(value, LineLength)),
        new("address.locality", change => change.Address?.Locality, user => user.Locality, (user, value) => user.Locality = value, value => ProfileRules.Line(value, LineLength)),
        new("address.region", change => change.Address?.Region, user => user.Region, (user, value) => user.Region = value, value => ProfileRules.Line(value, LineLength)),
        new("address.postal_code", change => change.Address?.PostalCode, user => user.PostalCode, (user, value) => user.PostalCode = value, value => ProfileRules.Line(value, LineLength)),
        new("address.country", change => change.Address?.Country, user => user.Country, (user, value) => user.Country = value, value => ProfileRules.Line(value, LineLength)),
    ];

    /// <summary>The broken rules by member; empty when all is well.</summary>
    public static Dictionary<string, string[]> Problems(ProfileChange change)
    {
        var problems = new Dictionary<string, string[]>();
        foreach (var member in All)
        {
            if (Clean(member.Wanted(change)) is { } value && member.Problem(value) is { } problem) problems[member.Name] = [problem];
        }

        return problems;
    }

    /// <summary>Sets what is different, and tells what it was and is; null when nothing is.</summary>
    public static (JsonObject Old, JsonObject New)? Apply(ProfileChange change, User user)
    {
        var (old, changed) = (new JsonObject(), new JsonObject());
        foreach (var member in All)
        {
            var (before, after) = (member.Present(user), Clean(member.Wanted(change)));
            if (before == after) continue;
            (old[member.Name], changed[member.Name]) = (before, after);
            member.Set(user, after);
        }

        return changed.Count == 0 ? null : (old, changed);
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void SetPhoneNumber(User user, string? value)
    {
        user.PhoneNumber = value;
        user.PhoneNumberConfirmed = false;
    }

    private sealed record Member(
        string Name, Func<ProfileChange, string?> Wanted, Func<User, string?> Present, Action<User, string?> Set, Func<string, string?> Problem);
}
