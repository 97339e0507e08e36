using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserDirectory.Users;

/// <summary>Reads and changes accounts' profiles.</summary>
public sealed class UserProfiles(IdentityDb db, ProfileQuery profile, TimeProvider time)
{
    private const string ChangedAction = "user.profile_updated";
    private const int Attempts = 32;

    public async Task<UserProfile?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await profile.FindAsync(db, id, cancellationToken))?.ToProfile();

    /// <summary>By the id in its canonical form, or else by the user name.</summary>
    public async Task<UserProfile?> FindByIdOrUserNameAsync(string idOrUserName, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(idOrUserName, "D", out var id)) return await FindAsync(id, cancellationToken);
        if (idOrUserName.Contains('@')) return null;
        var named = db.Set<User>().Where(AccountNames.Matches(idOrUserName));
        return (await UserRows.WithRoles(db, named).FirstOrDefaultAsync(cancellationToken))?.ToProfile();
    }

    /// <summary>The id of an account that is named by its id or its user name; null when there is none.</summary>
    public async Task<Guid?> FindIdAsync(string idOrUserName, CancellationToken cancellationToken)
    {
        if (idOrUserName.Contains('@')) return null;
        var named = Guid.TryParseExact(idOrUserName, "D", out var id)
            ? db.Set<User>().Where(user => user.Id == id)
            : db.Set<User>().Where(AccountNames.Matches(idOrUserName));
        return await named.Select(user => (Guid?)user.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <param name="expectedVersion">Null lets the last one to write win.</param>
    public async Task<ProfileUpdate> UpdateAsync(
        Guid id, ProfileChange change, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        if (ProfileMembers.Problems(change) is { Count: > 0 } problems) return new ProfileUpdate.Invalid(problems);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryUpdateAsync(id, change, expectedVersion, actor, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (expectedVersion is not null)
            {
                return new ProfileUpdate.Stale();
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Another change came between: this one is laid over it.
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Changes some members and leaves the others as they are at that moment, whoever else changes them meanwhile.</summary>
    public async Task<ProfileUpdate> ChangeAsync(
        Guid id, Func<ProfileChange, ProfileChange> change, Actor actor, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await FindAsync(id, cancellationToken) is not { } profile) return new ProfileUpdate.NotFound();
            var outcome = await UpdateAsync(id, change(ProfileChange.Of(profile)), profile.Version, actor, cancellationToken);
            if (outcome is not ProfileUpdate.Stale || attempt == Attempts) return outcome;
        }
    }

    private async Task<ProfileUpdate> TryUpdateAsync(
        Guid id, ProfileChange change, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        if (await db.Set<User>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } user) return new ProfileUpdate.NotFound();
        if (expectedVersion is not null && expectedVersion != user.Version) return new ProfileUpdate.Stale();
        if (ProfileMembers.Apply(change, user) is var (old, changed))
        {
            user.Changed(time.GetUtcNow());
            db.Audit(AuditEntry.OnUser(ChangedAction, actor, id) with { OldValues = old, NewValues = changed });
            await db.SaveChangesAsync(cancellationToken);
        }

        var roles = await UserRows.RolesOf(db, id).ToListAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new ProfileUpdate.Updated(UserProfile.Of(user, roles));
    }
}
