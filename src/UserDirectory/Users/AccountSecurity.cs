using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.SecondFactors;

namespace UserDirectory.Users;

/// <summary>What guards an account, counted in one look, for the person's own pages.</summary>
public sealed class AccountSecurity(IdentityDb db, TimeProvider time)
{
    /// <summary>Null when there is no such account.</summary>
    public Task<SecuritySummary?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.Set<User>().AsNoTracking().Where(user => user.Id == userId)
            .Select(user => new SecuritySummary
            {
                HasPassword = user.PasswordHash != null,
                PasswordChangedAt = user.PasswordChangedAt,
                EmailVerified = user.EmailConfirmed,
                Passkeys = db.Set<IdentityUserPasskey<Guid>>().Count(passkey => passkey.UserId == userId),
                HasAuthenticator = db.Set<TotpKeyRow>().Any(key => key.UserId == userId && key.ConfirmedAt != null),
                RecoveryCodesLeft = db.Set<RecoveryCodeRow>().Count(code => code.UserId == userId && code.UsedAt == null),
                RememberedDevices = db.Set<RememberedDeviceRow>().Count(device => device.UserId == userId && device.ExpiresAt > now),
                LinkedAccounts = db.Set<ExternalLoginRow>().Count(login => login.UserId == userId),
            })
            .FirstOrDefaultAsync(cancellationToken);
    }
}

/// <summary>What guards an account.</summary>
public sealed record SecuritySummary
{
    public required bool HasPassword { get; init; }

    /// <summary>Null when the password is still the first one.</summary>
    public DateTimeOffset? PasswordChangedAt { get; init; }

    public required bool EmailVerified { get; init; }

    public required int Passkeys { get; init; }

    /// <summary>An authenticator app was set up and confirmed.</summary>
    public required bool HasAuthenticator { get; init; }

    public required int RecoveryCodesLeft { get; init; }

    /// <summary>Browsers that are not asked for a second step for a while.</summary>
    public required int RememberedDevices { get; init; }

    /// <summary>Accounts elsewhere by which the person signs in here.</summary>
    public required int LinkedAccounts { get; init; }

    /// <summary>A password alone opens nothing: a second step is asked for, or a passkey is one in itself.</summary>
    public bool HasSecondStep => HasAuthenticator || Passkeys > 0;
}
