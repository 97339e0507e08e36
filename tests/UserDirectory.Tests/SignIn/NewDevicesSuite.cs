using Microsoft.EntityFrameworkCore;
using UserDirectory.Outbox;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.SignIn;

public abstract class NewDevicesSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task A_sign_in_on_another_browser_is_told_to_the_owner_and_neither_the_first_nor_a_known_one_is()
    {
        var (id, name) = await directory.RegisteredAsync();
        var device = await SignInAsync(id, name, null);
        Assert.Equal(0, await LettersAsync(id));

        await SignInAsync(id, name, device);
        Assert.Equal(0, await LettersAsync(id));

        await SignInAsync(id, name, null);
        Assert.Equal(1, await LettersAsync(id));
        await SignInAsync(id, name, device[..^4] + "AAAA"); // forged
        Assert.Equal(2, await LettersAsync(id));
    }

    private async Task<string> SignInAsync(Guid id, string name, string? device)
    {
        var origin = new SignInOrigin("203.0.113.7", "Test/1.0", device);
        Assert.IsType<SignInOutcome.SignedIn>(await directory.CallAsync<PasswordSignIn, SignInOutcome>(
            service => service.SignInAsync(new PasswordAttempt(name, Calls.Password, origin), CancellationToken.None)));
        await directory.CallAsync<NewDevices, int>(async service =>
        {
            await service.TellAsync(id, origin, CancellationToken.None);
            return 0;
        });
        var person = new SignedInUser(id, name, directory.Time.GetUtcNow(), "aal1", ["pwd"]);
        Assert.NotNull(await directory.Get<SessionRecords>().OpenAsync(person, origin, CancellationToken.None));
        return directory.Get<KnownDevices>().Remember(device, id);
    }

    private async Task<int> LettersAsync(Guid id)
    {
        await using var db = directory.NewContext();
        return await db.Set<OutboxMessage>().CountAsync(message => message.UserId == id && message.Payload.Contains("NewDevice"));
    }
}

public sealed class NewDevicesOnSqlite(SqliteDirectory directory) : NewDevicesSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class NewDevicesOnPostgres(PostgresDirectory directory) : NewDevicesSuite(directory), IClassFixture<PostgresDirectory>;
