using IdentityProvider.Sessions;
using UserDirectory.Users;

namespace IdentityProvider.Accounts;

/// <summary>The time zone in which a page tells a person times: that of their profile. It is looked up once for each page.</summary>
internal sealed class PersonZone(IHttpContextAccessor accessor, UserProfiles profiles)
{
    private Task<TimeZoneInfo?>? _zone;

    /// <summary>Null for strangers and for who never chose one: their browser then tells times in its own.</summary>
    public Task<TimeZoneInfo?> FindAsync(CancellationToken cancellationToken) => _zone ??= ReadAsync(cancellationToken);

    private async Task<TimeZoneInfo?> ReadAsync(CancellationToken cancellationToken)
    {
        if (accessor.HttpContext?.User.UserId() is not { } userId) return null;
        var name = (await profiles.FindAsync(userId, cancellationToken))?.Zoneinfo;
        return name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }
}
