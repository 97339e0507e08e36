using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Roles;

namespace UserDirectory.Users;

/// <summary>Changes accounts for administrators: the profile, and the names that sign-in and mail go by. Who signs in as whom, and what is
/// open, stays; the owner is told by mail.</summary>
public sealed class AccountEditing
{
    private const string ChangedAction = "user.changed_by_administrator";
    private const int Attempts = 32;

    private readonly IdentityDb _db;
    private readonly Escalation _escalation;
    private readonly TimeProvider _time;

    internal AccountEditing(IdentityDb db, Escalation escalation, TimeProvider time) => (_db, _escalation, _time) = (db, escalation, time);

    /// <param name="expectedVersion">Null lets the last one to write win.</param>
    public async Task<AccountUpdate> UpdateAsync(
        Guid id, AccountChange change, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        if (Read(change, out var wanted) is { Count: > 0 } problems) return new AccountUpdate.Invalid(problems);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryUpdateAsync(id, wanted, expectedVersion, actor, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (expectedVersion is not null)
            {
                return new AccountUpdate.Stale();
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Another change came between: this one is laid over it.
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody registered with one of the two names meanwhile: the next look finds them.
            }
            finally
            {
                _db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<AccountUpdate> TryUpdateAsync(
        Guid id, AccountChange wanted, long? expectedVersion, Actor actor, CancellationToken cancellationToken)
    {
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        if (await _escalation.LackedAsync(actor, id, cancellationToken) is { } lacked) return new AccountUpdate.Forbidden(lacked);
        if (await _db.Set<User>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } user) return new AccountUpdate.NotFound();
        if (expectedVersion is not null && expectedVersion != user.Version) return new AccountUpdate.Stale();
        if (await TakenAsync(user, wanted, cancellationToken) is { } taken) return taken;

        var former = (user.UserName, user.Email);
        var (before, after) = ProfileMembers.Apply(wanted.Profile, user) ?? (new JsonObject(), new JsonObject());
        ApplyNames(wanted, user, before, after);
        if (after.Count > 0)
        {
            user.Changed(_time.GetUtcNow());
            TellOwner(user, former.UserName!, former.Email!);
            _db.Audit(AuditEntry.OnUser(ChangedAction, actor, id) with { OldValues = before, NewValues = after });
            await _db.SaveChangesAsync(cancellationToken);
        }

        var roles = await UserRows.RolesOf(_db, id).ToListAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return new AccountUpdate.Updated(UserProfile.Of(user, roles));
    }

    private async Task<AccountUpdate?> TakenAsync(User user, AccountChange wanted, CancellationToken cancellationToken)
    {
        var (name, email) = (UserNames.Key(wanted.UserName), EmailAddresses.Key(wanted.Email));
        var others = _db.Set<User>().Where(row => row.Id != user.Id);
        if (name != user.NormalizedUserName && await others.AnyAsync(row => row.NormalizedUserName == name, cancellationToken))
            return new AccountUpdate.UserNameTaken();
        return email != user.NormalizedEmail && await others.AnyAsync(row => row.NormalizedEmail == email, cancellationToken)
            ? new AccountUpdate.EmailTaken()
            : null;
    }

    private static void ApplyNames(AccountChange wanted, User user, JsonObject before, JsonObject after)
    {
        var emailKey = EmailAddresses.Key(wanted.Email);
        var verified = wanted.EmailVerified ?? (user.EmailConfirmed && emailKey == user.NormalizedEmail);
        if (wanted.UserName != user.UserName) (before["username"], after["username"]) = (user.UserName, wanted.UserName);
        if (wanted.Email != user.Email) (before["email"], after["email"]) = (user.Email, wanted.Email);
        if (verified != user.EmailConfirmed) (before["email_verified"], after["email_verified"]) = (user.EmailConfirmed, verified);
        (user.UserName, user.NormalizedUserName) = (wanted.UserName, UserNames.Key(wanted.UserName));
        (user.Email, user.NormalizedEmail, user.EmailConfirmed) = (wanted.Email, emailKey, verified);
    }

    /// <summary>At the old address too: whoever took an account over would else be the only one to know.</summary>
    private void TellOwner(User user, string formerName, string formerEmail)
    {
        if (EmailAddresses.Key(formerEmail) != user.NormalizedEmail)
        {
            _db.Enqueue(Letters.AddressChanged(user, formerEmail));
            _db.Enqueue(Letters.AddressChanged(user, user.Email!));
        }

        if (formerName != user.UserName) _db.Enqueue(Letters.UserNameChanged(user, formerEmail));
    }

    /// <summary>The broken rules by member; the change in the form in which it is kept when there is none.</summary>
    private static Dictionary<string, string[]> Read(AccountChange change, out AccountChange kept)
    {
        var problems = ProfileMembers.Problems(change.Profile);
        var userName = UserNames.Parse(change.UserName, out var nameProblem);
        if (nameProblem is not null) problems["username"] = [nameProblem];
        var email = EmailAddresses.Parse(change.Email);
        if (email is null) problems["email"] = ["This is not an e-mail address that is taken here."];
        kept = change with { UserName = userName ?? "", Email = email ?? "" };
        return problems;
    }
}
