using System.Text.Json.Nodes;
using UserDirectory.Mail;
using UserDirectory.Preferences;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Mail;

public abstract class LetterWishesSuite(DirectoryFixture directory)
{
    [Theory]
    [InlineData("AccountKept")]
    [InlineData("UserNameChanged")]
    public async Task What_is_no_matter_of_security_is_sent_as_its_reader_chose(string template)
    {
        var (id, _) = await directory.RegisteredAsync();
        Assert.True(await AllowAsync(id, template)); // who never chose

        await ChooseAsync(id, """{"email":{"account":false,"security":false,"product_news":false}}""");
        Assert.False(await AllowAsync(id, template));
        await ChooseAsync(id, """{"email":{"account":true}}""");
        Assert.True(await AllowAsync(id, template));
        foreach (var odd in new[] { """{"email":null}""", """{"email":{"account":"no"}}""", """{"push":{"account":false}}""" })
        {
            await ChooseAsync(id, odd);
            Assert.True(await AllowAsync(id, template));
        }
    }

    [Fact]
    public async Task What_guards_the_account_or_was_asked_for_is_always_sent()
    {
        var (id, _) = await directory.RegisteredAsync();
        await ChooseAsync(id, """{"email":{"account":false,"security":false,"product_news":false}}""");

        foreach (var template in LetterTests.Templates.Select(row => row.Data).Except(["AccountKept", "UserNameChanged"]))
            Assert.True(await AllowAsync(id, template), template);
    }

    private Task<bool> AllowAsync(Guid id, string template) => directory.CallAsync<LetterWishes, bool>(
        wishes => wishes.AllowAsync(id, template, CancellationToken.None));

    private async Task ChooseAsync(Guid id, string document) => Assert.IsType<PreferencesUpdate.Updated>(
        await directory.CallAsync<UserPreferences, PreferencesUpdate>(preferences => preferences.ChangeAsync(
            id, PreferenceKinds.Notifications, _ => JsonNode.Parse(document)!.AsObject(), null, Calls.Stranger, CancellationToken.None)));
}

public sealed class LetterWishesOnSqlite(SqliteDirectory directory) : LetterWishesSuite(directory), IClassFixture<SqliteDirectory>;

public sealed class LetterWishesOnPostgres(PostgresDirectory directory) : LetterWishesSuite(directory), IClassFixture<PostgresDirectory>;
