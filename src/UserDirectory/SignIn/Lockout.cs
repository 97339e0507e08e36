using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.SignIn;

/// <summary>Counts an attempt before its password is looked at, by one conditional UPDATE: of any number of guesses at once, as many
/// are looked at as are allowed. A success takes its count back.</summary>
internal sealed class Lockout(IdentityDb db, LockoutSettings options, TimeProvider time)
{
    /// <summary>False when this attempt must not be looked at.</summary>
    public async Task<bool> ReserveAsync(LockoutScope scope, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var reserved = await ReserveAsync(scope.Here, scope.UserId, options.Failures, cancellationToken)
            && await ReserveAsync(scope.InAll, scope.UserId, options.FailuresInAll, cancellationToken);
        if (reserved) await write.CommitAsync(cancellationToken); // else nothing was looked at, and nothing counts
        return reserved;
    }

    /// <summary>The attempt was not looked at after all.</summary>
    public async Task ReleaseAsync(LockoutScope scope, CancellationToken cancellationToken)
    {
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await ReturnOneAsync(scope.Here, options.Failures, cancellationToken);
        await ReturnOneAsync(scope.InAll, options.FailuresInAll, cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>In the caller's transaction: the person is here, so the failures here were their own. Those of all strangers together
    /// are not forgiven by one success.</summary>
    public async Task SucceedAsync(LockoutScope scope, CancellationToken cancellationToken)
    {
        await db.Set<SignInBucket>().Where(bucket => bucket.Key == scope.Here).ExecuteDeleteAsync(cancellationToken);
        await ReturnOneAsync(scope.InAll, options.FailuresInAll, cancellationToken);
    }

    /// <summary>An administrator forgives all.</summary>
    public Task<int> UnlockAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Set<SignInBucket>().Where(bucket => bucket.UserId == userId).ExecuteDeleteAsync(cancellationToken);

    private async Task<bool> ReserveAsync(byte[] key, Guid? userId, int limit, CancellationToken cancellationToken)
    {
        if (await CountAsync(key, limit, cancellationToken)) return true;
        do
        {
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO sign_in_buckets (key, user_id, attempts) VALUES ({key}, {userId}, 0) ON CONFLICT (key) DO NOTHING",
                cancellationToken);
            if (await CountAsync(key, limit, cancellationToken)) return true;
        }
        while (!await IsBlockedAsync(key, cancellationToken)); // else the success of another attempt has just taken the row away

        return false;
    }

    private Task<bool> IsBlockedAsync(byte[] key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.Set<SignInBucket>().AnyAsync(bucket => bucket.Key == key && bucket.BlockedUntil > now, cancellationToken);
    }

    private async Task<bool> CountAsync(byte[] key, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var forgotten = now - options.Memory;
        var (one, two, three, longest) = (now + Wait(0), now + Wait(1), now + Wait(2), now + options.LongestWait);
        var counted = await db.Set<SignInBucket>()
            .Where(bucket => bucket.Key == key && (bucket.BlockedUntil == null || bucket.BlockedUntil <= now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(bucket => bucket.Attempts, bucket => bucket.LastAttemptAt < forgotten ? 1 : bucket.Attempts + 1)
                    .SetProperty(bucket => bucket.LastAttemptAt, now)
                    .SetProperty(
                        bucket => bucket.BlockedUntil,
                        bucket => bucket.LastAttemptAt < forgotten || bucket.Attempts + 1 < limit ? null
                            : bucket.Attempts + 1 == limit ? one
                            : bucket.Attempts + 1 == limit + 1 ? two
                            : bucket.Attempts + 1 == limit + 2 ? three
                            : (DateTimeOffset?)longest),
                cancellationToken);
        return counted == 1;
    }

    private Task<int> ReturnOneAsync(byte[] key, int limit, CancellationToken cancellationToken) =>
        db.Set<SignInBucket>().Where(bucket => bucket.Key == key && bucket.Attempts > 0).ExecuteUpdateAsync(
            set => set
                .SetProperty(bucket => bucket.Attempts, bucket => bucket.Attempts - 1)
                .SetProperty(bucket => bucket.BlockedUntil, bucket => bucket.Attempts - 1 < limit ? null : bucket.BlockedUntil),
            cancellationToken);

    private TimeSpan Wait(int failuresBeyond)
    {
        var wait = options.FirstWait * Math.Pow(4, failuresBeyond);
        return wait < options.LongestWait ? wait : options.LongestWait;
    }
}
