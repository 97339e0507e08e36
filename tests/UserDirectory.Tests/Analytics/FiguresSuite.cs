using Microsoft.EntityFrameworkCore;
using UserDirectory.Analytics;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Outbox;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Analytics;

public abstract class FiguresSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task Acts_are_counted_on_their_day_and_a_day_that_is_over_stays_as_it_was()
    {
        directory.Time.Advance(TimeSpan.FromDays(1)); // away from what the start did
        var today = DateOnly.FromDateTime(directory.Time.GetUtcNow().UtcDateTime);
        await RecordAsync("user.signed_in", 3);
        await RecordAsync("user.sign_in_refused", 2);
        await RecordAsync("user.registered", 1);
        await RecordAsync("user.signed_out", 4);

        var first = await ReadAsync();
        Assert.Equal(new DayFigures(today, 3, 2, 1), first.Days[^1]);
        Assert.Equal(InstallationFigures.MostDays, first.Days.Count);
        Assert.Equal(first.Days.Select((_, index) => today.AddDays(index - first.Days.Count + 1)), first.Days.Select(day => day.Date));

        directory.Time.Advance(TimeSpan.FromDays(1));
        await RecordAsync("user.signed_in", 5);
        var second = await ReadAsync();
        Assert.Equal(new DayFigures(today, 3, 2, 1), second.Days[^2]);
        Assert.Equal(5, second.Days[^1].SignIns);
        directory.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(second.Days, (await ReadAsync()).Days);
    }

    [Fact]
    public async Task Figures_are_read_once_a_minute_however_many_ask()
    {
        directory.Time.Advance(TimeSpan.FromMinutes(2));
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync()));
        await directory.SignedInAsync();

        var again = await ReadAsync();
        directory.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await ReadAsync();

        Assert.All(asked, figures => Assert.Equal(again.ReadAt, figures.ReadAt));
        Assert.Equal(again.ActiveSessions + 1, later.ActiveSessions);
        Assert.Equal(again.ByStatus[UserStatus.Active] + 1, later.ByStatus[UserStatus.Active]);
    }

    [Fact]
    public async Task Each_concern_is_named_when_it_is_there_and_not_before()
    {
        await ChangeAsync(db => db.Set<OutboxMessage>().ExecuteDeleteAsync());
        await ChangeAsync(db => db.Set<AuditRow>().ExecuteDeleteAsync());
        directory.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([ConcernKinds.SingleAdministrator], (await ReadAsync()).Concerns.Select(concern => concern.Kind)); // the demonstration's

        var now = directory.Time.GetUtcNow();
        await directory.RegisteredAsync("admin");
        var (leaving, _) = await directory.RegisteredAsync();
        await ChangeAsync(db => db.Set<OutboxMessage>().ExecuteDeleteAsync()); // the letters of welcome
        await RecordAsync("user.sign_in_refused", 25);
        await AddAsync(new OutboxMessage { Id = Guid.CreateVersion7(now), Kind = "mail", Payload = "{}", CreatedAt = now, NextAttemptAt = now, DeadAt = now });
        await AddAsync(new OutboxMessage { Id = Guid.CreateVersion7(now), Kind = "mail", Payload = "{}", CreatedAt = now, NextAttemptAt = now, Attempts = 3 });
        await AddAsync(new SignInBucket { Key = [1], UserId = leaving, Attempts = 5, BlockedUntil = now.AddHours(2) });
        await AddAsync(new SignInBucket { Key = [2], UserId = leaving, Attempts = 5, BlockedUntil = now.AddHours(2) });
        await ChangeAsync(db => db.Set<User>().Where(user => user.Id == leaving).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.Status, UserStatus.PendingDeletion).SetProperty(user => user.PurgeAfter, now.AddDays(1))));
        directory.Time.Advance(TimeSpan.FromMinutes(3));

        var concerns = (await ReadAsync()).Concerns;

        Assert.Equal(
            [
                ConcernKinds.DeliveriesFailing, ConcernKinds.AuditUnsealed, ConcernKinds.RefusedSignInsRising, ConcernKinds.AccountsLocked,
                ConcernKinds.AccountsDueForErasure,
            ],
            concerns.Select(concern => concern.Kind));
        Assert.Equal([true, true, false, false, false], concerns.Select(concern => concern.Grave));
        Assert.Equal([2, 1, 1], new[] { 0, 3, 4 }.Select(index => (int)concerns[index].Count));
        Assert.InRange(concerns[2].Count, 25, 30); // with those of the other tests
        Assert.Equal(now, concerns[0].Since);
    }

    private Task<Figures> ReadAsync() => directory.Get<InstallationFigures>().GetAsync(InstallationFigures.MostDays, CancellationToken.None);

    private async Task RecordAsync(string action, int count)
    {
        await using var db = directory.NewContext();
        for (var i = 0; i < count; i++) db.Audit(new AuditEntry(action, Actor.System));
        await db.SaveChangesAsync();
    }

    private async Task AddAsync(object row)
    {
        await using var db = directory.NewContext();
        db.Add(row);
        await db.SaveChangesAsync();
    }

    private async Task ChangeAsync(Func<IdentityDb, Task<int>> change)
    {
        await using var db = directory.NewContext();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await change(db);
        await write.CommitAsync(CancellationToken.None);
    }
}

public sealed class FiguresOnSqlite(SqliteDirectory directory) : FiguresSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class FiguresOnPostgres(PostgresDirectory directory) : FiguresSuite(directory), IClassFixture<PostgresDirectory>;
