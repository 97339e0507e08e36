using UserApi.Tests.Hosting;

namespace UserApi.Tests.Preferences;

public sealed class PreferencesTests
{
    private const string Path = "/v1/users/preferences";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task They_are_empty_at_first_then_replaced_and_patched(string database)
    {
        var person = await NewPersonAsync(database);
        var empty = (await person.GetAtAsync(Path)).Expect(200);
        Assert.Equal(("{}", "\"0\""), (empty.Data.GetRawText(), empty.ETag));

        var replaced = (await person.PutAtAsync(Path, """{"theme":"dark","list":{"rows":50,"sort":"name"},"none":null,"big":1e400}""")).Expect(200);
        Assert.Equal("""{"theme":"dark","list":{"rows":50,"sort":"name"},"none":null,"big":1e400}""", replaced.Data.GetRawText());
        var patched = (await person.PatchAtAsync(Path, """{"theme":null,"list":{"rows":null,"wide":true},"new":[1,null]}""")).Expect(200);

        Assert.Equal("""{"none":null,"big":1e400,"list":{"sort":"name","wide":true},"new":[1,null]}""", patched.Data.GetRawText());
        var read = (await person.GetAtAsync(Path)).Expect(200);
        Assert.Equal((patched.Data.GetRawText(), patched.ETag), (read.Data.GetRawText(), read.ETag));
        Assert.Equal(304, (await person.GetAtAsync(Path, ("If-None-Match", read.ETag))).Status);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Patches_of_different_members_at_once_all_stay(string database)
    {
        var person = await NewPersonAsync(database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => person.PatchAtAsync(Path, $$"""{"member{{i}}":{{i}}}""")));

        Assert.All(answers, answer => answer.Expect(200));
        var read = (await person.GetAtAsync(Path)).Expect(200);
        Assert.Equal(10, read.Data.EnumerateObject().Count());
        Assert.Equal("\"10\"", read.ETag);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Of_ten_writes_with_the_same_tag_one_is_taken(string database)
    {
        var person = await NewPersonAsync(database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => person.PutAtAsync(Path, $$"""{"writer":{{i}}}""", ("If-Match", "\"0\""))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(9, answers.Count(answer => answer.Status == 412));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_is_too_large_or_too_deep_is_refused_and_changes_nothing(string database)
    {
        var person = await NewPersonAsync(database);
        (await person.PutAtAsync(Path, $$"""{"half":"{{new string('ä', 4_000)}}"}""")).Expect(200);
        var before = await person.Host.Database.ChecksumAsync();

        Assert.Equal("too_large", (await person.PatchAtAsync(Path, $$"""{"more":"{{new string('a', 9_000)}}"}""")).Expect(413).Error);
        Assert.Equal("too_large", (await person.PutAtAsync(Path, $$"""{"a":"{{new string('a', 16 * 1024)}}"}""")).Expect(413).Error);
        Assert.Equal("too_large", (await person.PutAtAsync(Path, $$"""{"a":"{{new string('a', 70_000)}}"}""")).Expect(413).Error);
        Assert.Equal("too_deep", (await person.PutAtAsync(Path, Nested(31))).Expect(400).Error);
        (await person.PutAtAsync(Path, Nested(40))).Expect(400);
        foreach (var body in new[] { "[]", "null", "7", "\"a\"", "", "{", """{"a":1,"a":2}""", """{"a":"\u0000"}""", """{"\u0000":1}""", """{"a":"\ud83d"}""" })
        {
            (await person.PutAtAsync(Path, body)).Expect(400);
            (await person.PatchAtAsync(Path, body)).Expect(400);
        }

        (await person.Host.SendAsync(HttpMethod.Put, Path, person.Token("profile.api"), "{}", "text/plain")).Expect(415);
        (await person.PutAtAsync(Path, "{}", ("If-Match", "\"7\""))).Expect(412);
        (await person.PutAtAsync(Path, "{}", ("If-Match", "no quotes"))).Expect(400);
        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_deepest_document_can_be_read_again_also_from_the_trail(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, admin) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));

        (await person.PutAtAsync(Path, Nested(30))).Expect(200);

        (await person.GetAtAsync(Path)).Expect(200);
        var records = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={person.Id}&action=user.preferences_changed")).Expect(200);
        Assert.Equal("string", records.Data[0].GetProperty("new_values").GetProperty("a").ValueKind.ToString().ToLowerInvariant());
        (await person.GetAtAsync("/v1/users/activity")).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Stored_script_comes_back_as_json_alone(string database)
    {
        var person = await NewPersonAsync(database);
        const string Script = "<script>alert(1)</script>";

        (await person.PutAtAsync(Path, $$"""{"{{Script}}":"{{Script}}"}""")).Expect(200);

        var read = (await person.GetAtAsync(Path)).Expect(200);
        Assert.Equal(Script, read.Data.GetProperty(Script).GetString());
        Assert.Equal("application/json", read.ContentHeaders.ContentType?.MediaType);
        Assert.Equal("nosniff", read.Header("X-Content-Type-Options"));
        Assert.Equal("no-store", read.Header("Cache-Control"));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_sees_another_persons(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (one, other) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        (await one.PutAtAsync(Path, """{"secret":"of one"}""")).Expect(200);

        Assert.Equal("{}", (await other.GetAtAsync(Path)).Expect(200).Data.GetRawText());
        (await other.GetAtAsync($"{Path}/{one.Id}")).Expect(404);
        (await host.SendAsync(HttpMethod.Get, $"{Path}?user={one.Id}", other.Token("profile.api"))).Expect(200); // is not looked at
        Assert.Equal("""{"secret":"of one"}""", (await one.GetAtAsync(Path)).Data.GetRawText());
    }

    private static string Nested(int levels) =>
        string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);

    private static async Task<Person> NewPersonAsync(string database) => await (await ApiHost.OnAsync(database)).NewPersonAsync();
}
