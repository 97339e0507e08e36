using UserApi.Tests.Hosting;

namespace UserApi.Tests.Profile;

public sealed class ProfileConcurrencyTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_current_copy_is_not_sent_again(string database)
    {
        var person = await NewPersonAsync(database);
        var tag = (await person.ProfileAsync()).Expect(200).ETag;

        var current = await GetIfNoneMatchAsync(person, tag);
        Assert.Equal(304, current.Status);
        Assert.Empty(current.Text);
        Assert.Equal(tag, current.ETag);
        Assert.Equal(304, (await GetIfNoneMatchAsync(person, "W/" + tag)).Status); // RFC 9110 §13.1.2: weak comparison
        Assert.Equal(304, (await GetIfNoneMatchAsync(person, "*")).Status);

        (await person.PatchAsync("""{"bio":"new"}""")).Expect(200);
        (await GetIfNoneMatchAsync(person, tag)).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_old_tag_is_refused_and_changes_nothing(string database)
    {
        var person = await NewPersonAsync(database);
        var old = (await person.ProfileAsync()).ETag;
        (await person.PatchAsync("""{"bio":"newer"}""", old)).Expect(200);
        var before = await person.Host.Database.ChecksumAsync();

        foreach (var tag in new[] { old, "W/" + (await person.ProfileAsync()).ETag, "\"999999\"", "\"nonsense\"" })
        {
            Assert.Equal("precondition_failed", (await person.PutAsync("""{"bio":"lost"}""", tag)).Expect(412).Error);
            (await person.PatchAsync("""{"bio":"lost"}""", tag)).Expect(412);
        }

        (await person.PutAsync("{}", "no quotes")).Expect(400);
        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
        (await person.PatchAsync("""{"bio":"any"}""", "*")).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Of_twenty_writes_with_the_same_tag_one_is_taken(string database)
    {
        var person = await NewPersonAsync(database);
        var tag = (await person.ProfileAsync()).ETag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => person.PutAsync($$"""{"bio":"writer {{i}}"}""", tag)));

        var winner = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(19, answers.Count(answer => answer.Status == 412));
        Assert.Equal(winner.Data.GetRawText(), (await person.ProfileAsync()).Data.GetRawText());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Patches_of_different_members_at_once_all_stay(string database)
    {
        var person = await NewPersonAsync(database);
        string[] members = ["given_name", "family_name", "middle_name", "nickname", "bio", "gender"];

        var answers = await Task.WhenAll(members.Select(member => person.PatchAsync($$"""{"{{member}}":"set"}""")));

        Assert.All(answers, answer => answer.Expect(200));
        var profile = (await person.ProfileAsync()).Data;
        Assert.All(members, member => Assert.Equal("set", profile.GetProperty(member).GetString()));
    }

    private static async Task<Person> NewPersonAsync(string database) => await (await ApiHost.OnAsync(database)).NewPersonAsync();

    private static Task<Answer> GetIfNoneMatchAsync(Person person, string tag) =>
        person.Host.SendAsync(HttpMethod.Get, "/v1/users/profile", person.Token("profile.api"), headers: ("If-None-Match", tag));
}
