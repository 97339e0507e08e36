using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Passkeys;

/// <summary>Keeps what changes with each use of a passkey.</summary>
internal sealed class PasskeyUses(TimeProvider time, ILogger<PasskeyUses> logger)
{
    /// <summary>WebAuthn §7.2 steps 22 and 24, in the caller's transaction. Null says that all is well; else why the passkey is refused.</summary>
    public async Task<string?> RecordAsync(IdentityDb db, ProvedPasskey proved, CancellationToken cancellationToken)
    {
        var (userId, passkey) = proved;
        var now = time.GetUtcNow();
        if (!await AccountTurn.TakeAsync(db, userId, cancellationToken)) return "unknown account";
        var row = await db.Set<IdentityUserPasskey<Guid>>()
            .SingleOrDefaultAsync(stored => stored.CredentialId == passkey.CredentialId && stored.UserId == userId, cancellationToken);
        if (row is null) return "passkey was removed";

        // An authenticator that keeps a counter never signs twice with the same. One whose passkeys are copied on purpose reports 0.
        if ((passkey.SignCount != 0 || row.Data.SignCount != 0) && passkey.SignCount <= row.Data.SignCount)
        {
            logger.CounterWentBack(userId);
            return "signature counter went back";
        }

        row.Data.SignCount = passkey.SignCount;
        row.Data.IsBackedUp = passkey.IsBackedUp;
        await db.SaveChangesAsync(cancellationToken);
        var uses = db.Set<PasskeyUseRow>().Where(use => use.CredentialId == passkey.CredentialId);
        if (await uses.ExecuteUpdateAsync(set => set.SetProperty(use => use.LastUsedAt, now), cancellationToken) == 0)
            db.Add(new PasskeyUseRow { CredentialId = passkey.CredentialId, UserId = userId, LastUsedAt = now });
        return null;
    }
}
