using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.SecondFactors;

namespace UserDirectory.Users;

/// <summary>What guards an account, at a glance, for the person's own pages.</summary>
public sealed class AccountSecurity(IdentityDb db, FactorLookup factors, TimeProvider time)
{
    /// <summary>Null when there is no such account.</summary>
    public async Task<SecuritySummary?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await factors.FindAsync(userId, cancellationToken) is not { } owned) return null;
        var now = time.GetUtcNow();
        var found = await db.Set<User>().AsNoTracking().Where(user => user.Id == userId)
            .Select(user => new
            {
                HasPassword = user.PasswordHash != null,
                user.PasswordChangedAt,
                Remembered = db.Set<RememberedDeviceRow>().Count(device => device.UserId == userId && device.ExpiresAt > now),
                Linked = db.Set<ExternalLoginRow>().Count(login => login.UserId == userId),
            })
            .FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new SecuritySummary
        {
            Factors = owned,
            HasPassword = found.HasPassword,
            PasswordChangedAt = found.PasswordChangedAt,
            RememberedDevices = found.Remembered,
            LinkedAccounts = found.Linked,
        };
    }
}

/// <summary>What guards an account.</summary>
public sealed record SecuritySummary
{
    public required AccountFactors Factors { get; init; }

    public required bool HasPassword { get; init; }

    /// <summary>Null when the password is still the first one.</summary>
    public DateTimeOffset? PasswordChangedAt { get; init; }

    /// <summary>Browsers that are not asked for a second step for a while.</summary>
    public required int RememberedDevices { get; init; }

    /// <summary>Accounts elsewhere by which the person signs in here.</summary>
    public required int LinkedAccounts { get; init; }
}
