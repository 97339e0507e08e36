using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>Reads what an account has for a second step.</summary>
public sealed class FactorLookup(IdentityDb db, SecondFactorOptions options)
{
    /// <summary>Null when there is no such account.</summary>
    public async Task<AccountFactors?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        var emailCodes = options.EmailCodes;
        return await db.Set<User>().AsNoTracking().Where(user => user.Id == userId)
            .Select(user => new AccountFactors(
                db.Set<TotpKeyRow>().Any(key => key.UserId == user.Id && key.WrappedKey != null),
                db.Set<IdentityUserPasskey<Guid>>().Count(passkey => passkey.UserId == user.Id),
                db.Set<RecoveryCodeRow>().Count(code => code.UserId == user.Id && code.UsedAt == null),
                emailCodes && user.TwoFactorEnabled && user.EmailConfirmed,
                user.EmailConfirmed,
                db.Set<IdentityUserRole<Guid>>().Any(link => link.UserId == user.Id
                    && db.Set<Role>().Any(role => role.Id == link.RoleId && role.RequiresSecondFactor))))
            .FirstOrDefaultAsync(cancellationToken);
    }
}
