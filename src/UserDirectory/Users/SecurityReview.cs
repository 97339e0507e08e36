using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.Passkeys;
using UserDirectory.Roles;
using UserDirectory.SecondFactors;

namespace UserDirectory.Users;

/// <summary>What guards an account, one by one, for who administers it. No key, code or hash is in it.</summary>
public sealed class SecurityReview(
    IdentityDb db, AccountSecurity security, UserPasskeys passkeys, LinkedAccounts links, RememberedDevices browsers)
{
    /// <summary>Null when there is no such account.</summary>
    public async Task<ReviewedSecurity?> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await security.FindAsync(userId, cancellationToken) is not { } summary) return null;
        return new ReviewedSecurity
        {
            Summary = summary,
            Authenticator = await db.Set<TotpKeyRow>().AsNoTracking().Where(row => row.UserId == userId && row.WrappedKey != null)
                .Select(row => new AuthenticatorUse(row.ConfirmedAt, row.LastUsedAt)).FirstOrDefaultAsync(cancellationToken),
            Passkeys = await passkeys.ListAsync(userId, cancellationToken),
            LinkedAccounts = await links.ListAsync(userId, cancellationToken),
            RememberedBrowsers = await browsers.ListAsync(userId, cancellationToken),
            RequiredByRoles = await RequiringAsync(userId, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<string>> RequiringAsync(Guid userId, CancellationToken cancellationToken) =>
        await db.Set<Role>().AsNoTracking()
            .Where(role => role.RequiresSecondFactor
                && db.Set<IdentityUserRole<Guid>>().Any(held => held.UserId == userId && held.RoleId == role.Id))
            .OrderBy(role => role.Name)
            .Select(role => role.Name!)
            .ToListAsync(cancellationToken);
}

/// <summary>What guards an account, one by one.</summary>
public sealed record ReviewedSecurity
{
    public required SecuritySummary Summary { get; init; }

    /// <summary>Null when the person has no authenticator app.</summary>
    public required AuthenticatorUse? Authenticator { get; init; }

    public required IReadOnlyList<PasskeySummary> Passkeys { get; init; }

    public required IReadOnlyList<LinkedAccount> LinkedAccounts { get; init; }

    public required IReadOnlyList<RememberedDevice> RememberedBrowsers { get; init; }

    /// <summary>The names of the person's roles that want a second factor.</summary>
    public required IReadOnlyList<string> RequiredByRoles { get; init; }
}

/// <summary>Since when there is an authenticator app, and when it was used last.</summary>
public sealed record AuthenticatorUse(DateTimeOffset? Since, DateTimeOffset? LastUsedAt);
