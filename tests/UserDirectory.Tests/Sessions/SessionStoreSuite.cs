using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OidcEngine.EndSession;
using OidcEngine.Grants;
using OidcEngine.Sessions;
using UserDirectory.Audit;
using UserDirectory.Outbox;
using UserDirectory.Sessions;
using UserDirectory.Tests.Database;
using UserDirectory.Tests.Grants;

namespace UserDirectory.Tests.Sessions;

public abstract class SessionStoreSuite(DirectoryFixture directory)
{
    private readonly ISessionStore _sessions = directory.Get<ISessionStore>();

    [Fact]
    public async Task The_clients_of_a_session_are_those_that_redeemed_a_code_and_hold_a_live_grant()
    {
        var session = await directory.SignedInAsync();
        await directory.AddAsync(session, clientId: "admin-ui"); // its code is not used
        await directory.RedeemedAsync(session, clientId: "spa");
        await directory.RedeemedAsync(session, clientId: "spa");
        var withdrawn = await directory.RedeemedAsync(session, clientId: "webapp");
        Assert.Equal(["spa", "webapp"], await _sessions.FindClientsAsync(session.Id, CancellationToken.None));

        await directory.Get<IGrantStore>().RevokeAsync(withdrawn.Id, "webapp", RevocationReason.RevokedByClient, CancellationToken.None);
        Assert.Equal(["spa"], await _sessions.FindClientsAsync(session.Id, CancellationToken.None));
    }

    [Fact]
    public async Task The_end_revokes_what_hangs_from_the_session_and_tells_the_clients_that_want_to_know()
    {
        var session = await directory.SignedInAsync();
        var (unused, _) = await directory.AddAsync(session); // offline, but never redeemed
        var offline = await directory.RedeemedAsync(session, offline: true, "spa");
        var online = await directory.RedeemedAsync(session, offline: false, "webapp");

        Assert.Equal(["spa", "webapp"], await EndAsync(session.Id));

        Assert.NotNull((await directory.RowAsync(unused.Id)).RevokedAt);
        Assert.Null((await directory.RowAsync(offline.Id)).RevokedAt);
        Assert.Equal("SessionEnded", (await directory.RowAsync(online.Id)).RevocationReason);
        await using var db = directory.NewContext();
        var notice = await db.Set<OutboxMessage>().SingleAsync(message => message.UserId == session.UserId);
        Assert.Equal(OutboxKinds.BackChannelLogout, notice.Kind);
        Assert.Equal(
            new LogoutNotice("webapp", session.UserId.ToString(), session.Id), JsonSerializer.Deserialize<LogoutNotice>(notice.Payload));
    }

    [Fact]
    public async Task A_session_ends_once()
    {
        var session = await directory.SignedInAsync();
        await directory.RedeemedAsync(session, clientId: "webapp");

        var ends = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => EndAsync(session.Id))));

        Assert.Single(ends, clients => clients.Count == 1);
        await using var db = directory.NewContext();
        Assert.Equal(1, await db.Set<OutboxMessage>().CountAsync(message => message.UserId == session.UserId));
        var target = session.UserId.ToString();
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.TargetId == target && row.Action == "session.ended"));
        var row = await db.Set<UserSession>().SingleAsync(entry => entry.Id == session.Id);
        Assert.Equal(("SignedOut", directory.Time.GetUtcNow()), (row.EndReason, row.EndedAt!.Value));
    }

    [Fact]
    public async Task Other_sessions_of_the_person_live_on()
    {
        var session = await directory.SignedInAsync();
        var other = People.NewSession(directory, session.UserId);
        await using (var db = directory.NewContext())
        {
            db.Add(other);
            await db.SaveChangesAsync();
        }

        var grant = await directory.RedeemedAsync(other, offline: false);
        await EndAsync(session.Id);
        Assert.Null((await directory.RowAsync(grant.Id)).RevokedAt);
    }

    [Fact]
    public async Task An_unknown_session_has_no_clients_and_no_end()
    {
        var unknown = Guid.CreateVersion7(directory.Time.GetUtcNow());
        Assert.Empty(await _sessions.FindClientsAsync(unknown, CancellationToken.None));
        Assert.Empty(await EndAsync(unknown));
    }

    private Task<IReadOnlyList<string>> EndAsync(Guid sessionId) =>
        _sessions.EndAsync(sessionId, SessionEndReason.SignedOut, CancellationToken.None);
}

public sealed class SessionStoreOnSqlite(SqliteDirectory directory) : SessionStoreSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class SessionStoreOnPostgres(PostgresDirectory directory) : SessionStoreSuite(directory), IClassFixture<PostgresDirectory>;
