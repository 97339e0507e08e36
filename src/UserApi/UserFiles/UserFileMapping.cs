using System.Text.Json;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserApi.Contracts.UserFiles;
using UserDirectory.UserFiles;
using UserDirectory.Users;

namespace UserApi.UserFiles;

/// <summary>Between lines of files and the directory's accounts.</summary>
internal static class UserFileMapping
{
    private const string WholeLine = "line";
    private const int LongestName = 64;

    private static readonly Dictionary<string, string[]> None = [];

    public static ImportLine ToLine(FileLine line)
    {
        if (line.Fault is { } fault) return Unread(line, fault);
        if (JsonBody.Parse(line.Json).TryGet<PortableUser>(out var user, out var problem)) return new ImportLine(line.Number, ToAccount(user), None);
        return problem.Errors.IsEmpty ? Unread(line, "It is not a JSON object that describes an account.") : new ImportLine(line.Number, null, Errors(problem));
    }

    public static ImportReportLine ToReport(ImportedLine line) => new()
    {
        Line = line.Number,
        Username = line.UserName,
        Outcome = JsonNamingPolicy.SnakeCaseLower.ConvertName(line.Outcome.ToString()),
        Id = line.UserId,
        Errors = line.Problems.Count == 0 ? null : line.Problems.ToDictionary(member => member.Key, member => (IReadOnlyList<string>)member.Value),
    };

    public static ImportSummary ToSummary(ImportTotals totals, bool dryRun) => new()
    {
        DryRun = dryRun,
        Lines = totals.Lines,
        Created = totals.Created,
        Skipped = totals.Skipped,
        Refused = totals.Refused,
    };

    public static PortableUser ToPortable(UserProfile user) => new()
    {
        Username = user.UserName,
        Email = user.Email,
        EmailVerified = user.EmailVerified,
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        MiddleName = user.MiddleName,
        Nickname = user.Nickname,
        PhoneNumber = user.PhoneNumber,
        Bio = user.Bio,
        Website = user.Website,
        Birthdate = user.Birthdate,
        Gender = user.Gender,
        Zoneinfo = user.Zoneinfo,
        Locale = user.Locale,
        Address = user.Address is { } address ? new()
        {
            StreetAddress = address.StreetAddress,
            Locality = address.Locality,
            Region = address.Region,
            PostalCode = address.PostalCode,
            Country = address.Country,
        } : null,
        Status = user.Status,
        Roles = user.Roles,
        CreatedAt = user.CreatedAt,
    };

    private static ImportedAccount ToAccount(PortableUser user) => new(user.Username, user.Email, ToProfile(user))
    {
        EmailVerified = user.EmailVerified ?? false,
        PasswordHash = user.PasswordHash,
        Status = user.Status,
        Roles = user.Roles,
        CreatedAt = user.CreatedAt,
    };

    private static ProfileChange ToProfile(PortableUser user) => new()
    {
        GivenName = user.GivenName,
        FamilyName = user.FamilyName,
        MiddleName = user.MiddleName,
        Nickname = user.Nickname,
        PhoneNumber = user.PhoneNumber,
        Bio = user.Bio,
        Website = user.Website,
        Birthdate = user.Birthdate,
        Gender = user.Gender,
        Zoneinfo = user.Zoneinfo,
        Locale = user.Locale,
        Address = user.Address is { } address
            ? new(address.StreetAddress, address.Locality, address.Region, address.PostalCode, address.Country)
            : null,
    };

    private static ImportLine Unread(FileLine line, string reason) =>
        new(line.Number, null, new Dictionary<string, string[]> { [WholeLine] = [reason] });

    // A name that nobody knows comes from the file.
    private static Dictionary<string, string[]> Errors(ApiProblem problem) => problem.Errors
        .GroupBy(member => member.Key.Length > LongestName ? member.Key[..LongestName] : member.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.SelectMany(member => member.Value).ToArray(), StringComparer.Ordinal);
}
