using UserDirectory.Registration;
using UserDirectory.Tests.Database;
using UserDirectory.Users;

namespace UserDirectory.Tests.Users;

public abstract class UserSearchSuite(DirectoryFixture directory)
{
    [Theory]
    [InlineData("quartz", true)] // a name
    [InlineData("QUAR", true)]
    [InlineData("artz", true)] // inside of a word
    [InlineData("q", true)] // the beginning of a word
    [InlineData("qu", true)]
    [InlineData("tz", false)] // two letters inside of a word
    [InlineData("zoe quartz", true)] // both words
    [InlineData("zoe granite", false)]
    [InlineData("zoe.quartz@example.com", true)]
    [InlineData("%", false)]
    [InlineData("___", false)]
    [InlineData("\"", false)]
    [InlineData("quartz\" OR \"bob", false)]
    [InlineData("'; DROP TABLE users; --", false)]
    [InlineData("qua*", false)]
    public async Task A_text_is_found_where_it_occurs(string text, bool found)
    {
        var name = await QuartzAsync();

        var page = await FindAsync(new UserQuery { Text = text, Limit = 100 });

        Assert.Equal(found, page.Items.Any(user => user.UserName == name));
    }

    [Fact]
    public async Task A_changed_name_is_found_and_the_old_one_is_not()
    {
        var (id, name) = await directory.RegisteredAsync();
        await ChangeAsync(id, "Obsidian");
        await ChangeAsync(id, "Feldspar");

        Assert.Equal([name], (await FindAsync(new UserQuery { Text = "feldspar", Limit = 10 })).Items.Select(user => user.UserName));
        Assert.Empty((await FindAsync(new UserQuery { Text = "obsidian", Limit = 10 })).Items);
    }

    [Theory]
    [InlineData(UserSort.NewestFirst)]
    [InlineData(UserSort.OldestFirst)]
    [InlineData(UserSort.UserName)]
    [InlineData(UserSort.UserNameReversed)]
    [InlineData(UserSort.Email)]
    [InlineData(UserSort.EmailReversed)]
    public async Task Cursors_go_through_all_in_the_order_of_the_pages(string sort)
    {
        for (var i = 0; i < 7; i++)
        {
            await directory.RegisteredAsync();
            if (i % 3 == 0) directory.Time.Advance(TimeSpan.FromSeconds(1)); // some are made at the same moment
        }

        var byPage = new List<Guid>();
        for (var page = 1; ; page++)
        {
            var found = await FindAsync(new UserQuery { Sort = sort, Page = page, Limit = 3 });
            byPage.AddRange(found.Items.Select(user => user.Id));
            Assert.False(found.TotalCapped);
            if (found.Next is null)
            {
                Assert.Equal(byPage.Count, found.Total);
                break;
            }
        }

        var byCursor = new List<Guid>();
        UserCursor? after = null;
        do
        {
            var found = await FindAsync(new UserQuery { Sort = sort, After = after, Limit = 3 });
            byCursor.AddRange(found.Items.Select(user => user.Id));
            after = found.Next;
        }
        while (after is not null);

        Assert.Equal(byPage.Distinct().Count(), byPage.Count);
        Assert.Equal(byPage, byCursor);
    }

    [Fact]
    public async Task Status_role_and_time_filter()
    {
        var before = directory.Time.GetUtcNow();
        directory.Time.Advance(TimeSpan.FromMinutes(1));
        var (id, _) = await directory.RegisteredAsync("support");
        await directory.CallAsync<UserStatusChange, StatusChangeOutcome>(service =>
            service.SuspendAsync(id, UserDirectory.Audit.Actor.System, CancellationToken.None));

        var query = new UserQuery { Status = UserStatus.Suspended, Role = "Support", CreatedFrom = before.AddSeconds(1), Limit = 10 };
        Assert.Equal([id], (await FindAsync(query)).Items.Select(user => user.Id));
        Assert.Empty((await FindAsync(query with { Status = UserStatus.Active })).Items);
        Assert.Empty((await FindAsync(query with { Role = "no-such-role" })).Items);
        Assert.Empty((await FindAsync(query with { CreatedTo = before })).Items);
    }

    private async Task<string> QuartzAsync()
    {
        const string Name = "zquartzite";
        await directory.RegisterAsync(new NewUser(Name, "zoe.quartz@example.com", Calls.Password) { GivenName = "Zoé", FamilyName = "Quartz" });
        var profile = await directory.CallAsync<UserProfiles, UserProfile?>(profiles => profiles.FindByIdOrUserNameAsync(Name, CancellationToken.None));
        return profile!.UserName;
    }

    private Task<ProfileUpdate> ChangeAsync(Guid id, string familyName) => directory.CallAsync<UserProfiles, ProfileUpdate>(profiles =>
        profiles.UpdateAsync(id, new() { FamilyName = familyName }, null, Calls.Stranger, CancellationToken.None));

    private Task<UserPage> FindAsync(UserQuery query) =>
        directory.CallAsync<UserSearch, UserPage>(search => search.FindAsync(query, CancellationToken.None));
}

public sealed class UserSearchOnSqlite(SqliteDirectory directory) : UserSearchSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class UserSearchOnPostgres(PostgresDirectory directory) : UserSearchSuite(directory), IClassFixture<PostgresDirectory>;
