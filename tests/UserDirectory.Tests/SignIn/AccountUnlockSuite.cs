using Microsoft.EntityFrameworkCore;
using UserDirectory.Audit;
using UserDirectory.Database;
using UserDirectory.Links;
using UserDirectory.Outbox;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.SignIn;

public abstract class AccountUnlockSuite(DirectoryFixture directory)
{
    private const string Wrong = "Not-the-1-password";

    [Fact]
    public async Task A_person_who_is_locked_out_gets_one_letter_an_hour_however_many_guesses_there_are()
    {
        var (id, name) = await directory.RegisteredAsync();
        for (var i = 0; i < 5; i++) await TryAsync(name, Wrong);
        Assert.Equal(0, await LettersAsync(id));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TryAsync(i % 2 == 0 ? name : $"{name}@example.com", Wrong)));
        Assert.Equal(1, await LettersAsync(id));

        directory.Time.Advance(TimeSpan.FromMinutes(61));
        for (var i = 0; i < 3; i++) await TryAsync(name, Wrong);
        Assert.Equal(2, await LettersAsync(id));
    }

    [Fact]
    public async Task Nobody_gets_a_letter_for_a_name_that_is_nobodys_or_for_a_suspended_account()
    {
        var (id, name) = await directory.RegisteredAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(id, Actor.System, CancellationToken.None));
        for (var i = 0; i < 7; i++) await TryAsync(name, Wrong);
        for (var i = 0; i < 7; i++) Assert.IsType<SignInOutcome.Refused>(await TryAsync("nobody-" + name, Wrong));

        Assert.Equal(0, await LettersAsync(id));
    }

    [Fact]
    public async Task The_link_makes_the_browser_that_opens_it_a_known_device_and_gives_strangers_nothing()
    {
        var (id, name) = await directory.RegisteredAsync();
        for (var i = 0; i < 6; i++) await TryAsync(name, Wrong);
        var token = await LinkAsync(id);

        var device = await UnlockAsync(token, null);

        Assert.NotNull(device);
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password));
        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password, device));
    }

    [Fact]
    public async Task A_known_device_that_locked_itself_out_counts_anew()
    {
        var (id, name) = await directory.RegisteredAsync();
        var device = directory.Get<KnownDevices>().Remember(null, id);
        for (var i = 0; i < 5; i++) await TryAsync(name, Wrong, device);
        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password, device));

        var unlocked = await UnlockAsync(await LinkAsync(id), device);

        Assert.IsType<SignInOutcome.Refused>(await TryAsync(name, Calls.Password, device));
        Assert.IsType<SignInOutcome.SignedIn>(await TryAsync(name, Calls.Password, unlocked));
    }

    [Fact]
    public async Task The_link_works_once_even_for_many_at_once_and_looking_at_it_uses_nothing_up()
    {
        var (id, _) = await directory.RegisteredAsync();
        var token = await LinkAsync(id);
        Assert.True(await IsLiveAsync(token));
        Assert.True(await IsLiveAsync(token));

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => UnlockAsync(token, null)));

        Assert.Single(all, device => device is not null);
        Assert.False(await IsLiveAsync(token));
    }

    [Fact]
    public async Task A_link_that_is_made_up_of_another_kind_or_too_old_opens_nothing()
    {
        var (id, _) = await directory.RegisteredAsync();
        var reset = await LinkAsync(id, MailLinkKind.ResetPassword);
        var token = await LinkAsync(id);
        foreach (var wrong in new[] { null, "", "x", reset, token + "A", token[..^1], new string('a', 100_000) })
        {
            Assert.False(await IsLiveAsync(wrong));
            Assert.Null(await UnlockAsync(wrong, null));
        }

        directory.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(await UnlockAsync(token, null));
    }

    private Task<SignInOutcome> TryAsync(string name, string password, string? device = null) =>
        directory.CallAsync<PasswordSignIn, SignInOutcome>(service =>
            service.SignInAsync(new PasswordAttempt(name, password, new SignInOrigin("203.0.113.7", "Test/1.0", device)), CancellationToken.None));

    private Task<string?> UnlockAsync(string? token, string? device) => directory.CallAsync<AccountUnlock, string?>(
        service => service.UnlockAsync(token, device, Calls.Stranger, CancellationToken.None));

    private Task<bool> IsLiveAsync(string? token) =>
        directory.CallAsync<AccountUnlock, bool>(service => service.IsLiveAsync(token, CancellationToken.None));

    private Task<string> LinkAsync(Guid id, MailLinkKind kind = MailLinkKind.Unlock) => directory.CallAsync<IdentityDb, string>(async db =>
    {
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        var token = await directory.Get<MailLinks>().CreateAsync(db, id, kind, TimeSpan.FromHours(1), null, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return token;
    });

    private async Task<int> LettersAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return await db.Set<OutboxMessage>().CountAsync(message => message.UserId == id && message.Payload.Contains("AccountLocked"));
    }
}

public sealed class AccountUnlockOnSqlite(SqliteDirectory directory) : AccountUnlockSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class AccountUnlockOnPostgres(PostgresDirectory directory) : AccountUnlockSuite(directory), IClassFixture<PostgresDirectory>;
