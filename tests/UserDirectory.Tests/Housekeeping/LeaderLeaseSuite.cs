using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Housekeeping;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Housekeeping;

public abstract class LeaderLeaseSuite(DirectoryFixture directory)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Of_ten_instances_at_once_one_takes_a_lease()
    {
        var name = Jose.Handles.Create();
        for (var round = 0; round < 2; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
                Task.Run(() => NewInstance().TryTakeAsync(name, Minute, CancellationToken.None))));
            Assert.Single(outcomes, taken => taken);
            directory.Time.Advance(Minute); // the second round finds a lease that ran out
        }
    }

    [Fact]
    public async Task The_holder_renews_and_others_wait_until_it_is_given_back()
    {
        var name = Jose.Handles.Create();
        var (one, other) = (NewInstance(), NewInstance());
        Assert.True(await one.TryTakeAsync(name, Minute, CancellationToken.None));
        Assert.True(await one.TryTakeAsync(name, Minute, CancellationToken.None));
        Assert.False(await other.TryTakeAsync(name, Minute, CancellationToken.None));

        await one.CompleteAsync(name, "done", nextRunIn: null, CancellationToken.None);
        Assert.True(await other.TryTakeAsync(name, Minute, CancellationToken.None));

        await one.CompleteAsync(name, "late", nextRunIn: null, CancellationToken.None); // no longer its own
        Assert.False(await one.TryTakeAsync(name, Minute, CancellationToken.None));
        await using var db = directory.NewContext();
        var lease = await db.Set<Lease>().SingleAsync(row => row.Name == name);
        Assert.Equal(("done", directory.Time.GetUtcNow()), (lease.LastResult, lease.LastRunAt!.Value));
    }

    private LeaderLease NewInstance() => new(directory.Get<IDbContextFactory<IdentityDb>>(), directory.Time);
}

public sealed class LeaderLeaseOnSqlite(SqliteDirectory directory) : LeaderLeaseSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class LeaderLeaseOnPostgres(PostgresDirectory directory) : LeaderLeaseSuite(directory), IClassFixture<PostgresDirectory>;
