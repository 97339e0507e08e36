using UserApi.Tests.Hosting;

namespace UserApi.Tests.NotificationPreferences;

public sealed class NotificationPreferencesTests
{
    private const string Path = "/v1/users/notification-preferences";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Who_never_chose_has_the_defaults_and_what_is_absent_too(string database)
    {
        var person = await NewPersonAsync(database);
        const string Defaults = """{"security":true,"account":true,"product_news":false}""";
        Assert.Equal($$"""{"email":{{Defaults}},"push":{{Defaults}},"in_app":{{Defaults}}}""", (await person.GetAtAsync(Path)).Expect(200).Data.GetRawText());

        var chosen = (await person.PutAtAsync(Path, """{"push":{"security":false},"in_app":{"product_news":true}}""")).Expect(200);

        Assert.False(chosen.Data.GetProperty("push").GetProperty("security").GetBoolean());
        Assert.True(chosen.Data.GetProperty("push").GetProperty("account").GetBoolean());
        Assert.True(chosen.Data.GetProperty("in_app").GetProperty("product_news").GetBoolean());
        var read = (await person.GetAtAsync(Path)).Expect(200);
        Assert.Equal((chosen.Data.GetRawText(), chosen.ETag), (read.Data.GetRawText(), read.ETag));
        (await person.PutAtAsync(Path, chosen.Data.GetRawText(), ("If-Match", read.ETag))).Expect(200); // what was read can be put back
        (await person.PutAtAsync(Path, "{}", ("If-Match", "\"99\""))).Expect(412);
        Assert.Equal("{}", (await person.GetAtAsync("/v1/users/preferences")).Expect(200).Data.GetRawText());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_cannot_be_chosen_is_refused_by_its_name_and_changes_nothing(string database)
    {
        var person = await NewPersonAsync(database);
        var before = await person.Host.Database.ChecksumAsync();

        foreach (var (body, member) in new[]
        {
            ("""{"email":{"security":false}}""", "email.security"),
            ("""{"pigeon":{}}""", "pigeon"),
            ("""{"email":{"weather":true}}""", "email.weather"),
            ("""{"email":{"account":"yes"}}""", "email.account"),
            ("""{"email":{"account":1}}""", "email.account"),
            ("""{"email":null}""", "email"),
            ("""{"email":[]}""", "email"),
            ("""{"email":{},"email":{}}""", "email"),
        })
            Assert.Equal([member], (await person.PutAtAsync(Path, body)).Expect(400).WrongMembers);
        (await person.PutAtAsync(Path, "[]")).Expect(400);
        (await person.PatchAtAsync(Path, "{}")).Expect(405);

        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
    }

    private static async Task<Person> NewPersonAsync(string database) => await (await ApiHost.OnAsync(database)).NewPersonAsync();
}
