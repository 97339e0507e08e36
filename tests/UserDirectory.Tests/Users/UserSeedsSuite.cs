using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using UserDirectory.Passwords;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Users;

public abstract class UserSeedsSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task A_file_brings_accounts_with_passwords_or_hashes_of_other_systems()
    {
        var hash = new PasswordFormats(new PasswordHashingOptions { Pbkdf2Iterations = 10 })[PasswordAlgorithm.Pbkdf2].Hash("from elsewhere");
        await SeedAsync($$"""
            [{"username":"fay","email":"fay@example.com","email_verified":true,"password":"weak","roles":["support","user"],
              "given_name":"Fay","address":{"locality":"Oslo"} },
             {"username":"gus","email":"gus@example.com","password_hash":"{{hash}}"}]
            """);

        var fay = await FindAsync("fay");
        Assert.Equal(("Fay", "Oslo", true), (fay!.GivenName, fay.Address!.Locality, fay.EmailVerified));
        Assert.Equal(["support", "user"], fay.Roles);
        await using var db = directory.NewContext();
        Assert.Equal(hash, await db.Set<User>().Where(user => user.UserName == "gus").Select(user => user.PasswordHash).SingleAsync());
    }

    [Fact]
    public async Task An_account_that_is_there_is_not_changed()
    {
        await SeedAsync("""[{"username":"hal","email":"hal@example.com","password":"one","given_name":"Hal"}]""");
        await SeedAsync("""[{"username":"HAL","email":"other@example.com","password":"two","given_name":"Other"}]""");
        Assert.Equal("Hal", (await FindAsync("hal"))!.GivenName);
    }

    [Theory]
    [InlineData("""[{"username":"ivy","email":"ivy@example.com","password":"x","is_admin":true}]""", "is_admin")]
    [InlineData("""[{"email":"ivy@example.com","password":"x"}]""", "username")]
    [InlineData("""[{"username":"i","email":"ivy@example.com","password":"x"}]""", "3 to 50")]
    [InlineData("""[{"username":"ivy","email":"ivy","password":"x"}]""", "email")]
    [InlineData("""[{"username":"ivy","email":"ivy@example.com"}]""", "password or password_hash")]
    [InlineData("""[{"username":"ivy","email":"ivy@example.com","password_hash":"$1$md5$crypt"}]""", "cannot be verified here")]
    [InlineData("""[{"username":"ivy","email":"ivy@example.com","password":"x","roles":["king"]}]""", "king")]
    [InlineData("""[{"username":"ivy","email":"ivy@example.com","password":"x","birthdate":"soon"}]""", "birthdate")]
    [InlineData("""{"username":"ivy"}""", "array")]
    public async Task A_wrong_entry_stops_the_start_with_a_sentence_that_names_it(string json, string named)
    {
        var failure = await Assert.ThrowsAsync<StartupFailure>(() => SeedAsync(json));
        Assert.Contains("Identity:UsersFile", failure.Message, StringComparison.Ordinal);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Null(await FindAsync("ivy"));
    }

    [Fact]
    public async Task The_first_administrator_is_made_in_an_empty_database_alone()
    {
        await BootstrapAsync("root@example.com", "Zx9-ruvy-Quelle"); // the demonstration's accounts are there
        Assert.False(await AnyAsync("root@example.com"));

        await using (var db = directory.NewContext()) await db.Set<User>().ExecuteDeleteAsync();
        await Assert.ThrowsAsync<StartupFailure>(() => BootstrapAsync("root@example.com", "Password1!"));
        await Assert.ThrowsAsync<StartupFailure>(() => BootstrapAsync("root", "Zx9-ruvy-Quelle"));
        await BootstrapAsync("root@example.com", "Zx9-ruvy-Quelle");

        Assert.Equal(["admin"], (await FindAsync("admin"))!.Roles);
        Assert.True(await AnyAsync("root@example.com"));
    }

    private async Task SeedAsync(string json)
    {
        var file = Path.Combine(directory.Folder, "users.json");
        await File.WriteAllTextAsync(file, json);
        var seed = new UsersSeed(Configuration(("Identity:UsersFile", file)), directory.Get<IHostEnvironment>(), directory.Get<PasswordHashes>(), directory.Time);
        await using var db = directory.NewContext();
        await seed.ApplyAsync(db, CancellationToken.None);
    }

    private async Task BootstrapAsync(string email, string password)
    {
        var configuration = Configuration(("Identity:Bootstrap:AdminEmail", email), ("Identity:Bootstrap:AdminPassword", password));
        var seed = new BootstrapSeed(configuration, directory.Get<PasswordPolicy>(), directory.Get<PasswordHashes>(), directory.Time);
        await using var db = directory.NewContext();
        await seed.ApplyAsync(db, CancellationToken.None);
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();

    private Task<UserProfile?> FindAsync(string name) =>
        directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindByIdOrUserNameAsync(name, CancellationToken.None));

    private async Task<bool> AnyAsync(string email)
    {
        await using var db = directory.NewContext();
        return await db.Set<User>().AnyAsync(user => user.Email == email);
    }
}

public sealed class UserSeedsOnSqlite(SqliteDirectory directory) : UserSeedsSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class UserSeedsOnPostgres(PostgresDirectory directory) : UserSeedsSuite(directory), IClassFixture<PostgresDirectory>;
