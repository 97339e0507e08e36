using AdminUi.Access;
using AdminUi.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.AuditLogs;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Users;

namespace AdminUi.Pages.Users;

/// <summary>One account: what it is, what its person wrote about themselves, how they sign in, and what happened to it lately.</summary>
internal sealed class DetailsModel(UserApiClient api, ConsolePermissions permissions) : PageModel
{
    private const int RecentRecords = 10;

    public UserProfileResource Person { get; private set; } = null!;

    /// <summary>The members of the profile that have a value, under the names of their labels.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts { get; private set; } = [];

    /// <summary>Null when it cannot be read now: the page shows the rest.</summary>
    public UserSecurityResource? Security { get; private set; }

    /// <summary>What can be done about how the person signs in.</summary>
    public IReadOnlyList<AccountAct> SecurityActs { get; private set; } = [];

    /// <summary>Null without the permission to see records.</summary>
    public IReadOnlyList<AuditRecord>? Recent { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!(await api.GetUserAsync(id, cancellationToken)).TryGet(out var person, out var refusal)) return this.Answer(refusal);

        Person = person;
        Facts = Describe(person);
        SecurityActs = [.. AccountAct.For(person.Status, permissions).Where(act => act.IsOfSecurity)];
        if ((await api.GetUserSecurityAsync(person.Id.ToString(), cancellationToken)).TryGet(out var security, out _)) Security = security;
        if (permissions.Has(Permission.AuditRead)) Recent = await ReadRecentAsync(person.Id, cancellationToken);
        return Page();
    }

    private async Task<IReadOnlyList<AuditRecord>?> ReadRecentAsync(Guid id, CancellationToken cancellationToken)
    {
        var records = await api.ListAuditRecordsAsync(new AuditFilter(RecentRecords) { Person = id.ToString() }, cancellationToken);
        return records.TryGet(out var recent, out _) ? recent : null;
    }

    private static List<(string, string)> Describe(UserProfileResource person)
    {
        (string Label, string? Value)[] members =
        [
            ("GivenName", person.GivenName),
            ("MiddleName", person.MiddleName),
            ("FamilyName", person.FamilyName),
            ("Nickname", person.Nickname),
            ("PhoneNumber", person.PhoneNumber),
            ("Website", person.Website),
            ("Birthdate", person.Birthdate),
            ("Gender", person.Gender),
            ("Zoneinfo", person.Zoneinfo),
            ("Locale", person.Locale),
            ("Address", Describe(person.Address)),
            ("Bio", person.Bio),
        ];
        return [.. members.Where(member => !string.IsNullOrWhiteSpace(member.Value)).Select(member => (member.Label, member.Value!))];
    }

    private static string? Describe(PostalAddress? address) => address is null
        ? null
        : string.Join(", ", new[] { address.StreetAddress, address.PostalCode, address.Locality, address.Region, address.Country }
            .Where(part => !string.IsNullOrWhiteSpace(part)));
}
