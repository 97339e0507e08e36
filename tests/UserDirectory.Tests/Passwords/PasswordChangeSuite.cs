using Microsoft.EntityFrameworkCore;
using UserDirectory.Passwords;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Passwords;

public abstract class PasswordChangeSuite(DirectoryFixture directory)
{
    private const string Next = "Kx2-first-one";

    [Fact]
    public async Task Nothing_is_changed_in_a_session_that_was_ended_elsewhere_or_is_another_persons()
    {
        var (id, _) = await directory.RegisteredAsync();
        var (stranger, _) = await directory.RegisteredAsync();
        var ended = await directory.OpenSessionAsync(id);
        var now = directory.Time.GetUtcNow();
        await using (var db = directory.NewContext()) // by an instance that this one has not heard of yet
            await db.Set<UserSession>().Where(row => row.Id == ended).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now));

        Assert.IsType<PasswordChangeOutcome.SessionEnded>(await ChangeAsync(id, ended));
        Assert.IsType<PasswordChangeOutcome.SessionEnded>(await ChangeAsync(id, await directory.OpenSessionAsync(stranger)));

        Assert.IsType<PasswordChangeOutcome.Changed>(await ChangeAsync(id, await directory.OpenSessionAsync(id)));
    }

    [Theory]
    [InlineData("aal2", "pwd otp mfa", false)]
    [InlineData("aal2", "hwk user mfa", false)]
    [InlineData("aal1", "pwd otp", false)] // a code by e-mail
    [InlineData("aal1", "pwd rba", false)]
    [InlineData("aal1", "fed", false)]
    [InlineData("aal1", "pwd", true)]
    public async Task A_session_stays_as_strong_as_it_was_and_as_old_when_it_rests_on_more_than_the_password(string acr, string amr, bool isYounger)
    {
        var (id, name) = await directory.RegisteredAsync();
        var person = new SignedInUser(id, name, directory.Time.GetUtcNow(), acr, amr.Split(' '));
        var handle = await directory.Get<SessionRecords>().OpenAsync(person, new SignInOrigin("203.0.113.7", null, null), CancellationToken.None);
        var session = (await directory.Get<SessionRecords>().FindAsync(handle!, CancellationToken.None))!.Id;
        directory.Time.Advance(TimeSpan.FromMinutes(3));

        var changed = Assert.IsType<PasswordChangeOutcome.Changed>(await ChangeAsync(id, session));

        Assert.Equal((acr, amr), (changed.User.Acr, string.Join(' ', changed.User.Amr)));
        Assert.Equal(isYounger ? directory.Time.GetUtcNow() : person.AuthTime, changed.User.AuthTime);
    }

    private Task<PasswordChangeOutcome> ChangeAsync(Guid userId, Guid session) => directory.CallAsync<PasswordChange, PasswordChangeOutcome>(
        service => service.ChangeAsync(userId, Calls.Password, Next, session, Calls.Stranger with { UserId = userId }, CancellationToken.None));
}

public sealed class PasswordChangeOnSqlite(SqliteDirectory directory) : PasswordChangeSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class PasswordChangeOnPostgres(PostgresDirectory directory) : PasswordChangeSuite(directory), IClassFixture<PostgresDirectory>;
