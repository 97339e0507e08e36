using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace UserDirectory.SecondFactors;

/// <summary>Sign-ins whose first factor was proved and whose second is owed. The handle opens nothing but the second step: it is kept as its hash,
/// ends after ten minutes or five codes, with the person's password, second factors and status, and is taken once.</summary>
public sealed class PartialSignIns(IdentityDb db, TimeProvider time)
{
    /// <summary>How many codes are looked at for one handle.</summary>
    public const int MostAttempts = 5;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int LongestHandle = 64;
    private const string Kind = "partial_sign_in";
    private const string DueAction = "user.second_step_due";

    /// <param name="first">Who has proved the first factor.</param>
    /// <param name="returnUrl">Where the sign-in leads.</param>
    /// <param name="origin">Where the try comes from: it is recorded as one that is not complete.</param>
    /// <returns>The handle; null when the person may not sign in any more, or has another password since.</returns>
    public async Task<string?> BeginAsync(SignedInUser first, string returnUrl, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var stamp = await db.Set<User>()
            .Where(user => user.Id == first.UserId && user.Status == UserStatus.Active)
            .Where(user => user.PasswordChangedAt == null || user.PasswordChangedAt <= first.AuthTime)
            .Select(user => user.SecurityStamp).FirstOrDefaultAsync(cancellationToken);
        if (stamp is null) return null;
        var handle = Jose.Handles.Create();
        db.Add(new PartialSignInRow
        {
            HandleHash = HashOf(handle),
            UserId = first.UserId,
            Stamp = stamp,
            AuthTime = first.AuthTime,
            Amr = [.. first.Amr],
            ReturnUrl = returnUrl,
            ExpiresAt = time.GetUtcNow() + Lifetime,
        });
        db.Audit(AuditEntry.OnUser(DueAction, origin.ActorOf(first.UserId), first.UserId) with { Detail = string.Join(' ', first.Amr) });
        await db.SaveChangesAsync(cancellationToken);
        return handle;
    }

    /// <summary>Null when nothing waits under the handle any more.</summary>
    public async Task<PartialSignIn?> FindAsync(string? handle, CancellationToken cancellationToken)
    {
        if (handle is not { Length: > 0 and <= LongestHandle }) return null;
        return await (
            from row in Live(handle).AsNoTracking()
            join user in db.Set<User>() on row.UserId equals user.Id
            where row.Attempts < MostAttempts
            select new PartialSignIn(
                new SignedInUser(user.Id, user.UserName!, row.AuthTime, AssuranceLevels.One, row.Amr), row.ReturnUrl, row.MailedAt, row.ExpiresAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Counts one code before it is looked at. False when it must not be.</summary>
    public async Task<bool> ReserveAsync(string handle, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var reserved = await Live(handle).Where(row => row.Attempts < MostAttempts)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempts, row => row.Attempts + 1), cancellationToken);
        await write.CommitAsync(cancellationToken);
        return reserved == 1;
    }

    /// <summary>Takes what waits under the handle, once, in the caller's transaction, if there is one. To be called when the second factor is
    /// proved, in the transaction that uses it up.</summary>
    /// <param name="added">The methods of the second factor (RFC 8176), which join those of the first.</param>
    /// <param name="acr">What both together reach.</param>
    /// <returns>Whom to sign in; null when another call was first, or nothing waits any more.</returns>
    public async Task<SignedInUser?> CompleteAsync(string handle, string acr, IReadOnlyList<string> added, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var found = await (
            from row in Live(handle).AsNoTracking()
            join user in db.Set<User>() on row.UserId equals user.Id
            select new { row.UserId, UserName = user.UserName!, row.Amr }).FirstOrDefaultAsync(cancellationToken);
        if (found is null || await Live(handle).ExecuteDeleteAsync(cancellationToken) == 0) return null;
        await write.CommitAsync(cancellationToken);
        return new SignedInUser(found.UserId, found.UserName, time.GetUtcNow(), acr, [.. found.Amr.Union(added)]);
    }

    /// <summary>What is alive: not expired, and its person, with the same password and second factors as then, may sign in.</summary>
    internal IQueryable<PartialSignInRow> Live(string handle)
    {
        var hash = HashOf(handle);
        var now = time.GetUtcNow();
        return db.Set<PartialSignInRow>().Where(row => row.HandleHash == hash && row.ExpiresAt > now
            && db.Set<User>().Any(user => user.Id == row.UserId && user.SecurityStamp == row.Stamp && user.Status == UserStatus.Active));
    }

    private static byte[] HashOf(string handle) => Jose.Handles.Hash(Kind, handle);
}

/// <summary>A sign-in that waits for its second factor.</summary>
/// <param name="First">Who has proved the first one, and how.</param>
/// <param name="MailedAt">When a code was mailed; null when none was.</param>
public sealed record PartialSignIn(SignedInUser First, string ReturnUrl, DateTimeOffset? MailedAt, DateTimeOffset ExpiresAt);
