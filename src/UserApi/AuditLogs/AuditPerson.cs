using UserDirectory.Audit;
using UserDirectory.Users;

namespace UserApi.AuditLogs;

/// <summary>Puts the person into a query who was named by id or user name. An id need not have an account any more.</summary>
internal static class AuditPerson
{
    /// <summary>Null when nobody has this name, so that no record is meant.</summary>
    public static async Task<AuditQuery?> ResolveAsync(AuditListQuery list, UserProfiles profiles, CancellationToken cancellationToken)
    {
        if (list.Person is not { } named) return list.Filter;
        var id = Guid.TryParseExact(named, "D", out var given)
            ? given
            : await profiles.FindIdAsync(named, cancellationToken);
        return id is null ? null : list.Filter with { PersonId = id };
    }
}
