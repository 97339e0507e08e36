using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Grants;
using UserDirectory.Housekeeping;
using UserDirectory.Outbox;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Grants;
using UserDirectory.Transactions;

namespace UserDirectory.Tests.Housekeeping;

public abstract class ExpiredRowsSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task Ended_grants_go_after_a_week_and_live_families_stay()
    {
        var live = await directory.RedeemedAsync();
        var revoked = await directory.RedeemedAsync();
        var (unused, _) = await directory.AddAsync();
        await directory.Get<IGrantStore>().RevokeAsync(revoked.Id, "spa", RevocationReason.RevokedByClient, CancellationToken.None);

        directory.Time.Advance(TimeSpan.FromDays(6));
        await directory.Get<IRefreshFamilyStore>().RedeemAsync(directory.Attempt(live, 1), CancellationToken.None);
        await RunAsync<ExpiredRows>();
        Assert.Equal(3, await CountAsync(live.Id, revoked.Id, unused.Id));

        directory.Time.Advance(TimeSpan.FromDays(2));
        await RunAsync<ExpiredRows>();
        Assert.Equal(1, await CountAsync(live.Id, revoked.Id, unused.Id));
        Assert.NotNull(await directory.Get<IRefreshFamilyStore>().FindLiveAsync(live.Id, CancellationToken.None));

        directory.Time.Advance(TimeSpan.FromDays(15));
        await RunAsync<ExpiredRows>();
        Assert.Equal(0, await CountAsync(live.Id));
    }

    [Fact]
    public async Task Expired_requests_and_revoked_tokens_go_in_batches()
    {
        var now = directory.Time.GetUtcNow();
        await using (var db = directory.NewContext())
        {
            for (var i = 0; i < 1200; i++)
                db.Add(new RevokedToken { TokenId = Jose.Handles.Create(), ExpiresAt = now.AddMinutes(i % 2 == 0 ? 1 : 60) });
            db.Add(new SignInTransactionRow { HandleHash = [1], ClientId = "spa", CreatedAt = now, ExpiresAt = now.AddMinutes(1) });
            db.Add(new SignInTransactionRow { HandleHash = [2], ClientId = "spa", CreatedAt = now, ExpiresAt = now.AddMinutes(60) });
            await db.SaveChangesAsync();
        }

        directory.Time.Advance(TimeSpan.FromMinutes(1));
        var result = await RunAsync<ExpiredRows>();

        Assert.StartsWith("1 requests, ", result, StringComparison.Ordinal);
        Assert.Contains(" 600 revoked tokens", result, StringComparison.Ordinal);
        await using var after = directory.NewContext();
        Assert.Equal(600, await after.Set<RevokedToken>().CountAsync());
        Assert.Equal([2], (await after.Set<SignInTransactionRow>().SingleAsync()).HandleHash);
    }

    [Fact]
    public async Task A_session_that_ran_out_is_ended_with_its_notices_and_later_deleted()
    {
        var session = await directory.SignedInAsync();
        var grant = await directory.RedeemedAsync(session, offline: false, "webapp");
        directory.Time.Advance(TimeSpan.FromHours(2));

        await RunAsync<ExpiredSessions>();

        await using var db = directory.NewContext();
        Assert.Equal("Expired", (await db.Set<UserSession>().SingleAsync(row => row.Id == session.Id)).EndReason);
        Assert.NotNull((await directory.RowAsync(grant.Id)).RevokedAt);
        Assert.True(await db.Set<OutboxMessage>().AnyAsync(message => message.UserId == session.UserId));
        Assert.Empty(await directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None));

        directory.Time.Advance(TimeSpan.FromDays(31));
        await RunAsync<ExpiredSessions>();
        Assert.False(await db.Set<UserSession>().AnyAsync(row => row.Id == session.Id));
    }

    [Fact]
    public async Task Sessions_that_ran_out_at_the_same_time_all_end_at_once()
    {
        var sessions = new List<UserSession>();
        for (var i = 0; i < 5; i++) sessions.Add(await directory.SignedInAsync());
        directory.Time.Advance(TimeSpan.FromHours(2));

        await ActivatorUtilities.CreateInstance<ExpiredSessions>(directory.Services, new HousekeepingOptions { BatchSize = 2 })
            .RunAsync(CancellationToken.None);

        await using var db = directory.NewContext();
        var ids = sessions.Select(session => session.Id).ToList();
        Assert.Equal(5, await db.Set<UserSession>().CountAsync(row => ids.Contains(row.Id) && row.EndReason == "Expired"));
    }

    [Fact]
    public async Task A_job_reports_when_it_last_ran()
    {
        var housekeeper = ActivatorUtilities.CreateInstance<Housekeeper>(directory.Services);
        var job = Job<ExpiredRows>();
        await housekeeper.RunOnceAsync(job, CancellationToken.None);
        await using var db = directory.NewContext();
        var lease = await db.Set<Lease>().SingleAsync(row => row.Name == job.Name);
        Assert.Equal(directory.Time.GetUtcNow(), lease.LastRunAt);
        Assert.Contains("grants", lease.LastResult, StringComparison.Ordinal);
    }

    private Task<string> RunAsync<TJob>() => Job<TJob>().RunAsync(CancellationToken.None);

    private IHousekeepingJob Job<TJob>() => directory.Services.GetServices<IHousekeepingJob>().Single(job => job is TJob);

    private async Task<int> CountAsync(params Guid[] ids)
    {
        await using var db = directory.NewContext();
        return await db.Set<GrantRow>().CountAsync(grant => ids.Contains(grant.Id));
    }
}

public sealed class ExpiredRowsOnSqlite(SqliteDirectory directory) : ExpiredRowsSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class ExpiredRowsOnPostgres(PostgresDirectory directory) : ExpiredRowsSuite(directory), IClassFixture<PostgresDirectory>;
