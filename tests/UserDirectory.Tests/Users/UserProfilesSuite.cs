using Microsoft.EntityFrameworkCore;
using OidcEngine.UserInfo;
using UserDirectory.Audit;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Users;

public abstract class UserProfilesSuite(DirectoryFixture directory)
{
    [Fact]
    public async Task A_change_is_seen_counted_and_recorded()
    {
        var (id, name) = await directory.RegisteredAsync();

        var updated = Assert.IsType<ProfileUpdate.Updated>(await UpdateAsync(id, new() { GivenName = "Ann", Address = new(null, "Bern", null, null, "CH") }, 1));

        Assert.Equal((2, "Ann", "Bern", "Ann"), (updated.Profile.Version, updated.Profile.GivenName, updated.Profile.Address!.Locality, updated.Profile.Name));
        Assert.Equivalent(updated.Profile, await FindAsync(name.ToUpperInvariant()));
        var record = Assert.Single((await RecordsAsync(id)).Items, entry => entry.Action == "user.profile_updated");
        Assert.Equal("""{"given_name":"Ann","address.locality":"Bern","address.country":"CH"}""", record.NewValues!.ToJsonString());
    }

    [Fact]
    public async Task Of_20_changes_to_one_version_one_is_made()
    {
        var (id, _) = await directory.RegisteredAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => UpdateAsync(id, new() { Nickname = $"n{i}" }, 1)));

        Assert.Single(outcomes.OfType<ProfileUpdate.Updated>());
        Assert.Equal(19, outcomes.OfType<ProfileUpdate.Stale>().Count());
        Assert.Single((await RecordsAsync(id)).Items, entry => entry.Action == "user.profile_updated");
    }

    [Fact]
    public async Task Without_a_version_all_changes_are_made_and_the_last_one_stays()
    {
        var (id, _) = await directory.RegisteredAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => UpdateAsync(id, new() { Nickname = $"n{i}" }, null)));

        Assert.All(outcomes, outcome => Assert.IsType<ProfileUpdate.Updated>(outcome));
        Assert.Equal(11, (await FindAsync(id.ToString()))!.Version);
    }

    [Fact]
    public async Task What_changes_nothing_leaves_version_and_trail_alone()
    {
        var (id, _) = await directory.RegisteredAsync();
        Assert.IsType<ProfileUpdate.Updated>(await UpdateAsync(id, new(), null));
        Assert.Equal(1, (await FindAsync(id.ToString()))!.Version);
        Assert.DoesNotContain((await RecordsAsync(id)).Items, entry => entry.Action == "user.profile_updated");
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("no-such-person")]
    [InlineData("alice@example.com")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Whoever_is_not_there_is_not_found(string idOrUserName) => Assert.Null(await FindAsync(idOrUserName));

    [Fact] // OpenID Connect Core §5.1
    public async Task Claims_are_those_that_were_asked_for_and_are_known()
    {
        var alice = await FindAsync("alice");
        var claims = directory.Get<IUserClaims>();

        var found = await claims.FindAsync(
            alice!.Id.ToString(), ["name", "email", "email_verified", "address", "updated_at", "gender", "roles", "no_such_claim"], CancellationToken.None);

        Assert.Equal("Alice Archer", (string?)found!["name"]);
        Assert.True((bool)found["email_verified"]!);
        Assert.Equal("Berlin", (string?)found["address"]!["locality"]);
        Assert.Equal(alice.UpdatedAt.ToUnixTimeSeconds(), (long)found["updated_at"]!);
        Assert.Equal("""["user"]""", found["roles"]!.ToJsonString());
        Assert.Equal(["address", "email", "email_verified", "name", "roles", "updated_at"], found.Select(member => member.Key).Order());
    }

    [Fact]
    public async Task A_suspended_person_has_no_claims()
    {
        var (id, _) = await directory.RegisteredAsync();
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service => service.SuspendAsync(id, Actor.System, CancellationToken.None));
        Assert.Null(await directory.Get<IUserClaims>().FindAsync(id.ToString(), ["name"], CancellationToken.None));
        Assert.Null(await directory.Get<IUserClaims>().FindAsync("machine", ["name"], CancellationToken.None));
    }

    [Fact]
    public async Task Demonstration_accounts_are_made_once_and_not_again_after_they_went()
    {
        Assert.NotNull(await FindAsync("bob"));
        await using (var db = directory.NewContext())
            await db.Set<User>().Where(user => user.UserName == "bob").ExecuteDeleteAsync();

        await DirectoryFixture.StartAsync(directory.Services);

        Assert.Null(await FindAsync("bob"));
        Assert.NotNull(await FindAsync("alice"));
    }

    private Task<ProfileUpdate> UpdateAsync(Guid id, ProfileChange change, long? version) =>
        directory.CallAsync<UserProfiles, ProfileUpdate>(profiles => profiles.UpdateAsync(id, change, version, Calls.Stranger with { UserId = id }, CancellationToken.None));

    private Task<UserProfile?> FindAsync(string idOrUserName) =>
        directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindByIdOrUserNameAsync(idOrUserName, CancellationToken.None));

    private Task<AuditPage> RecordsAsync(Guid id) =>
        directory.CallAsync<AuditTrail, AuditPage>(trail => trail.FindAsync(new AuditQuery { TargetId = id.ToString(), Limit = 100 }, CancellationToken.None));
}

public sealed class UserProfilesOnSqlite(SqliteDirectory directory) : UserProfilesSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class UserProfilesOnPostgres(PostgresDirectory directory) : UserProfilesSuite(directory), IClassFixture<PostgresDirectory>;
