using UserDirectory.Audit;
using UserDirectory.Passwords;
using UserDirectory.Registration;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.SignIn;

/// <summary>Whoever is refused learns nothing from the work that it took: as many hashes are computed whether the account is there or not.</summary>
public abstract class EqualWorkSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task Each_refused_sign_in_costs_one_hash()
    {
        var (_, known) = await directory.RegisteredAsync();
        var (suspended, suspendedName) = await directory.RegisteredAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(suspended, Actor.System, CancellationToken.None));
        var (_, locked) = await directory.RegisteredAsync();
        for (var i = 0; i < 6; i++) await SignInAsync(locked);

        foreach (var name in new[] { known, "nobody-" + known, suspendedName, locked, new string('x', 5000), "", "\uD800", $"{known}@nowhere.example" })
            Assert.Equal(1, await TurnsAsync(() => SignInAsync(name)));
        Assert.Equal(1, await TurnsAsync(() => SignInAsync(known, new string('x', 1_000_000))));
    }

    [Fact]
    public async Task A_registration_costs_one_hash_whether_the_address_is_taken_or_not()
    {
        var (_, known) = await directory.RegisteredAsync();

        foreach (var address in new[] { $"{known}@example.com", $"fresh-{known}@example.com", $"{known}@EXAMPLE.COM" })
            Assert.Equal(1, await TurnsAsync(() => directory.RegisterAsync(new NewUser(Calls.NewName(), address, Calls.Password))));
    }

    [Fact] // a lookup alone must not tell who uses which password
    public async Task A_password_that_breaks_a_rule_costs_none_whether_the_address_is_taken_or_not()
    {
        var (_, known) = await directory.RegisteredAsync();

        foreach (var address in new[] { $"{known}@example.com", $"free-{known}@example.com" })
        {
            Assert.Equal(0, await TurnsAsync(async () =>
                Assert.IsType<RegistrationOutcome.Invalid>(await directory.RegisterAsync(new NewUser(Calls.NewName(), address, "Password1!")))));
        }
    }

    private async Task<long> TurnsAsync(Func<Task> act)
    {
        var before = directory.Get<HashQueue>().Turns;
        await act();
        return directory.Get<HashQueue>().Turns - before;
    }

    private Task<SignInOutcome> SignInAsync(string name, string password = "Not-the-1-password") =>
        directory.CallAsync<PasswordSignIn, SignInOutcome>(service =>
            service.SignInAsync(new PasswordAttempt(name, password, new SignInOrigin("203.0.113.7", null, null)), CancellationToken.None));
}

public sealed class EqualWorkOnSqlite(SqliteDirectory directory) : EqualWorkSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class EqualWorkOnPostgres(PostgresDirectory directory) : EqualWorkSuite(directory), IClassFixture<PostgresDirectory>;
