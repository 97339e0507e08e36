using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Housekeeping;
using UserDirectory.Roles;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Users;

public abstract class UserCountsSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task Kept_counts_are_those_of_the_rows_after_every_kind_of_change()
    {
        await AssertRightAsync(); // what the start made

        var (first, _) = await directory.RegisteredAsync();
        var (second, _) = await directory.RegisteredAsync("support", "auditor");
        await AssertRightAsync();

        await SuspendAsync(first);
        await AssertRightAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(change => change.ActivateAsync(first, Actor.System, CancellationToken.None));
        await FoldAsync();
        await AssertRightAsync();

        await DeleteAsync(second); // with its roles, by the foreign key
        await AssertRightAsync();
        await FoldAsync();
        await AssertRightAsync();
    }

    [Fact]
    public async Task What_is_rolled_back_is_not_counted()
    {
        await using (var db = directory.NewContext())
        {
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await db.Set<User>().ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended));
            await db.Set<IdentityUserRole<Guid>>().ExecuteDeleteAsync();
        }

        await AssertRightAsync();
    }

    [Fact]
    public async Task A_role_that_goes_takes_its_members_count_along()
    {
        var (id, _) = await directory.RegisteredAsync();
        var role = new Role { Id = Guid.CreateVersion7(directory.Time.GetUtcNow()), Name = "passing", NormalizedName = "PASSING" };
        await using var db = directory.NewContext();
        db.Add(role);
        db.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = role.Id });
        await db.SaveChangesAsync();
        Assert.Equal(1, await CountAsync(role.Id));

        db.Remove(role);
        await db.SaveChangesAsync();
        Assert.Equal(0, await CountAsync(role.Id));
    }

    [Fact]
    public async Task Changes_at_once_with_folding_between_lose_no_count()
    {
        var people = new List<Guid>();
        for (var i = 0; i < 6; i++) people.Add((await directory.RegisteredAsync()).Id);

        var work = people.Select(SuspendAsync).Concat(Enumerable.Range(0, 4).Select(_ => (Task)FoldAsync()))
            .Concat(Enumerable.Range(0, 4).Select(_ => (Task)directory.RegisteredAsync()));
        await Task.WhenAll(work.Select(one => Task.Run(() => one)));

        await AssertRightAsync();
        await FoldAsync();
        await AssertRightAsync();
        await using var db = directory.NewContext();
        Assert.Equal(0, await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM user_count_changes").SingleAsync());
    }

    private async Task AssertRightAsync()
    {
        await using var db = directory.NewContext();
        var byStatus = await db.Set<User>().GroupBy(user => user.Status).Select(group => new { group.Key, Count = group.LongCount() }).ToListAsync();
        Assert.Equal(
            byStatus.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Count)),
            (await directory.CallAsync<UserCounts, Dictionary<string, long>>(counts => counts.ByStatusAsync(CancellationToken.None)))
                .OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value)));
        var byRole = await directory.CallAsync<UserCounts, Dictionary<Guid, long>>(counts => counts.ByRoleAsync(CancellationToken.None));
        foreach (var role in await db.Set<Role>().Select(role => role.Id).ToListAsync())
        {
            var members = await db.Set<IdentityUserRole<Guid>>().LongCountAsync(link => link.RoleId == role);
            Assert.Equal((members, members), (await CountAsync(role), byRole.GetValueOrDefault(role)));
        }
    }

    private Task<long> CountAsync(Guid role) => directory.CallAsync<UserCounts, long>(counts => counts.OfRoleAsync(role, CancellationToken.None));

    private Task SuspendAsync(Guid id) =>
        directory.CallAsync<UserStatusChange, StatusChangeOutcome>(change => change.SuspendAsync(id, Actor.System, CancellationToken.None));

    private Task<string> FoldAsync() => directory.Get<IEnumerable<IHousekeepingJob>>().OfType<UserCountFolding>().Single().RunAsync(CancellationToken.None);

    private async Task DeleteAsync(Guid id)
    {
        await using var db = directory.NewContext();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.Set<User>().Where(user => user.Id == id).ExecuteDeleteAsync();
        await write.CommitAsync(CancellationToken.None);
    }
}

public sealed class UserCountsOnSqlite(SqliteDirectory directory) : UserCountsSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class UserCountsOnPostgres(PostgresDirectory directory) : UserCountsSuite(directory), IClassFixture<PostgresDirectory>;
