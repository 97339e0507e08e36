using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Housekeeping;

namespace UserDirectory.SignIn;

/// <summary>Deletes counts of attempts that count no more.</summary>
internal sealed class ForgottenAttempts(
    IDbContextFactory<IdentityDb> databases, HousekeepingOptions options, LockoutSettings lockout, TimeProvider time) : IHousekeepingJob
{
    public string Name => "housekeeping.sign_in_attempts";

    public TimeSpan Interval => options.Interval;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - lockout.Memory;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        var deleted = await db.Set<SignInBucket>().Where(bucket => bucket.LastAttemptAt < before)
            .OrderBy(bucket => bucket.LastAttemptAt).Take(options.BatchSize).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{deleted} counts");
    }
}
