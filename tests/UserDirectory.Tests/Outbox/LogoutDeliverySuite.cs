using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Housekeeping;
using UserDirectory.Outbox;
using UserDirectory.Passwords;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Grants;
using UserDirectory.Users;

namespace UserDirectory.Tests.Outbox;

/// <summary>What becomes of telling apps that a session ended, as those see it who ended it.</summary>
public abstract class LogoutDeliverySuite(DirectoryFixture directory)
{
    [Fact]
    public async Task An_app_that_confirms_is_told_and_nothing_more_is_said()
    {
        var (session, person) = await EndedAsync();
        Assert.Equal(LogoutProgress.UnderWay, await ProgressAsync(session));

        await RoundAsync(new OutboxDelivery.Delivered());

        Assert.Equal(LogoutProgress.Confirmed, await ProgressAsync(session));
        Assert.Empty(await TrailAsync(person));
    }

    [Fact]
    public async Task An_app_that_is_away_is_told_later_and_the_trail_says_both()
    {
        var (session, person) = await EndedAsync();
        await RoundAsync(new OutboxDelivery.Failed("The client answered 503."));
        Assert.Equal(LogoutProgress.TriedAgain, await ProgressAsync(session));
        directory.Time.Advance(TimeSpan.FromSeconds(5));
        await RoundAsync(new OutboxDelivery.Failed("The client answered 503."));
        directory.Time.Advance(TimeSpan.FromSeconds(30));
        await RoundAsync(new OutboxDelivery.Delivered());

        Assert.Equal(LogoutProgress.Confirmed, await ProgressAsync(session));
        Assert.Equal(["session.app_not_told_yet", "session.app_told_late"], await TrailAsync(person));
    }

    [Fact]
    public async Task An_app_that_never_answers_is_given_up_and_the_trail_says_so()
    {
        var (session, person) = await EndedAsync();
        for (var attempt = 0; attempt < 11; attempt++)
        {
            await RoundAsync(new OutboxDelivery.Failed("The client did not answer in time."));
            directory.Time.Advance(TimeSpan.FromHours(25));
        }

        Assert.Equal(LogoutProgress.GivenUp, await ProgressAsync(session));
        Assert.Equal(["session.app_not_told_yet", "session.app_never_told"], await TrailAsync(person));
    }

    [Theory]
    [InlineData("signed out")]
    [InlineData("ended on another device")]
    [InlineData("signed out everywhere")]
    [InlineData("ended by an administrator")]
    [InlineData("another password")]
    [InlineData("suspended")]
    [InlineData("idle or at its end")]
    public async Task Every_end_of_a_session_tells_its_apps(string way)
    {
        var (userId, _) = await directory.RegisteredAsync();
        var session = People.NewSession(directory, userId);
        await using (var db = directory.NewContext())
        {
            db.Add(session);
            await db.SaveChangesAsync();
        }
        await directory.RedeemedAsync(session, clientId: "webapp");

        await EndAsync(way, session, Calls.Stranger with { UserId = userId });

        Assert.Equal(["webapp"], (await FindAsync(session.Id)).Keys);
    }

    [Fact]
    public async Task Nobody_was_told_of_a_session_that_nobody_knows() =>
        Assert.Empty(await FindAsync(Guid.CreateVersion7(directory.Time.GetUtcNow())));

    private async Task EndAsync(string way, UserSession session, Actor person)
    {
        var (userId, none) = (session.UserId, CancellationToken.None);
        await (way switch
        {
            "signed out" => directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, none),
            "ended on another device" => directory.CallAsync<UserSessions, bool>(
                sessions => sessions.EndAsync(userId, session.Id, SessionEndReason.EndedElsewhere, person, none)),
            "signed out everywhere" => directory.CallAsync<UserSessions, int>(
                sessions => sessions.EndAllAsync(userId, null, SessionEndReason.EndedElsewhere, person, none)),
            "ended by an administrator" => directory.CallAsync<SessionRemoval, RemovalOutcome>(
                async removal => await removal.EndAsync(session.Id, await directory.AdminAsync(), none)),
            "another password" => directory.CallAsync<PasswordChange, PasswordChangeOutcome>(
                async passwords => await passwords.ChangeAsync(userId, Calls.Password, "Kx2-first-one", await directory.OpenSessionAsync(userId), person, none)),
            "suspended" => directory.CallAsync<UserStatusChange, StatusChangeOutcome>(
                status => status.SuspendAsync(userId, Actor.System, none)),
            _ => (Task)RunOutAsync(),
        });
    }

    private async Task RunOutAsync()
    {
        directory.Time.Advance(TimeSpan.FromHours(2));
        await directory.Services.GetServices<IHousekeepingJob>().OfType<ExpiredSessions>().Single().RunAsync(CancellationToken.None);
    }

    private async Task<(Guid SessionId, Guid UserId)> EndedAsync()
    {
        var session = await directory.SignedInAsync();
        await directory.RedeemedAsync(session, clientId: "webapp");
        await directory.Get<ISessionStore>().EndAsync(session.Id, SessionEndReason.SignedOut, CancellationToken.None);
        return (session.Id, session.UserId);
    }

    private async Task RoundAsync(OutboxDelivery answer)
    {
        var queue = new OutboxQueue(directory.Get<IDbContextFactory<IdentityDb>>(), directory.Time);
        using var dispatcher = new OutboxDispatcher(
            queue, new OutboxSignal(), [new App(answer)], directory.Time, NullLogger<OutboxDispatcher>.Instance);
        await dispatcher.RoundAsync(CancellationToken.None);
    }

    private async Task<LogoutProgress> ProgressAsync(Guid sessionId)
    {
        var (client, progress) = Assert.Single(await FindAsync(sessionId));
        Assert.Equal("webapp", client);
        return progress;
    }

    private Task<IReadOnlyDictionary<string, LogoutProgress>> FindAsync(Guid sessionId) =>
        directory.CallAsync<LogoutDeliveries, IReadOnlyDictionary<string, LogoutProgress>>(
            deliveries => deliveries.FindAsync(sessionId, CancellationToken.None));

    private async Task<IEnumerable<string>> TrailAsync(Guid userId)
    {
        var page = await directory.CallAsync<AuditTrail, AuditPage>(
            trail => trail.FindAsync(new AuditQuery { TargetId = userId.ToString(), Limit = 100 }, CancellationToken.None));
        return page.Items.Select(entry => entry.Action)
            .Where(action => action.StartsWith("session.app_", StringComparison.Ordinal)).Reverse();
    }

    private sealed class App(OutboxDelivery answer) : IOutboxHandler
    {
        public string Kind => OutboxKinds.BackChannelLogout;

        public Task<OutboxDelivery> DeliverAsync(OutboxMessage message, CancellationToken cancellationToken) => Task.FromResult(answer);
    }
}

public sealed class LogoutDeliveryOnSqlite(SqliteDirectory directory) : LogoutDeliverySuite(directory), IClassFixture<SqliteDirectory>;

public sealed class LogoutDeliveryOnPostgres(PostgresDirectory directory) : LogoutDeliverySuite(directory), IClassFixture<PostgresDirectory>;
