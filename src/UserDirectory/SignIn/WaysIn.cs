using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.ExternalLogins;
using UserDirectory.Users;

namespace UserDirectory.SignIn;

/// <summary>By what a person can begin a sign-in: the password, a passkey, an account elsewhere whose provider is configured. Nobody takes
/// away the last one. To be asked after <see cref="AccountTurn"/>, in the transaction of the removal.</summary>
/// <param name="issuers">The providers at which this host signs people in. A host without a sign-in page has none, whatever its settings say: it
/// counts no account elsewhere, and rather keeps a passkey too many.</param>
internal sealed class WaysIn(IdentityDb db, IReadOnlyList<string> issuers)
{
    public async Task<bool> RemainWithoutPasskeyAsync(Guid userId, byte[] credentialId, CancellationToken cancellationToken) =>
        await HasPasswordAsync(userId, cancellationToken)
        || await Passkeys(userId).AnyAsync(passkey => passkey.CredentialId != credentialId, cancellationToken)
        || await Links(userId).AnyAsync(cancellationToken);

    public async Task<bool> RemainWithoutLinkAsync(Guid userId, string issuer, string subject, CancellationToken cancellationToken) =>
        await HasPasswordAsync(userId, cancellationToken)
        || await Passkeys(userId).AnyAsync(cancellationToken)
        || await Links(userId).AnyAsync(login => login.Issuer != issuer || login.Subject != subject, cancellationToken);

    private Task<bool> HasPasswordAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Set<User>().AnyAsync(user => user.Id == userId && user.PasswordHash != null, cancellationToken);

    private IQueryable<IdentityUserPasskey<Guid>> Passkeys(Guid userId) =>
        db.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == userId);

    private IQueryable<ExternalLoginRow> Links(Guid userId) =>
        db.Set<ExternalLoginRow>().Where(login => login.UserId == userId && issuers.Contains(login.Issuer));
}
