using System.Text.Json;
using System.Text.Json.Nodes;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Profile;

public sealed class ProfileTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_person_reads_their_own_profile_under_both_names_and_the_prefix(string database)
    {
        var person = await NewPersonAsync(database);

        foreach (var path in new[] { "/v1/users/profile", "/v1/users/me", "/api/v1/users/profile", "/api/v1/users/me" })
        {
            var answer = (await person.Host.SendAsync(HttpMethod.Get, path, person.Token("profile.api"))).Expect(200);

            Assert.Equal(person.Id, answer.Data.GetProperty("id").GetGuid());
            Assert.Equal(person.Name, answer.Data.GetProperty("username").GetString());
            Assert.Equal("active", answer.Data.GetProperty("status").GetString());
            Assert.True(answer.Json.GetProperty("success").GetBoolean());
            Assert.Equal("no-store", answer.Header("Cache-Control"));
            Assert.Contains("Authorization", answer.Header("Vary"), StringComparison.Ordinal);
            Assert.NotNull(answer.Header("X-Request-Id"));
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_head_request_gets_the_headers_of_a_read_and_no_body(string database)
    {
        var person = await NewPersonAsync(database);

        var answer = await person.Host.SendAsync(HttpMethod.Head, "/v1/users/profile", person.Token("profile.api"));

        Assert.Equal(200, answer.Status);
        Assert.Equal((await person.ProfileAsync()).ETag, answer.ETag);
        Assert.Empty(answer.Text);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Put_sets_what_is_sent_and_clears_what_is_absent(string database)
    {
        var person = await NewPersonAsync(database);
        (await person.PutAsync("""{"given_name":"Ada","nickname":"A","address":{"locality":"London","country":"GB"}}""")).Expect(200);

        var answer = (await person.PutAsync("""{"family_name":"Byron","zoneinfo":"Europe/London","locale":"en-GB"}""")).Expect(200);

        Assert.Equal("Byron", answer.Data.GetProperty("family_name").GetString());
        Assert.Equal("Europe/London", answer.Data.GetProperty("zoneinfo").GetString());
        foreach (var cleared in new[] { "given_name", "nickname", "address" })
            Assert.Equal(JsonValueKind.Null, answer.Data.GetProperty(cleared).ValueKind);
        Assert.Equal(answer.Data.GetRawText(), (await person.ProfileAsync()).Data.GetRawText());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_was_read_can_be_put_back(string database)
    {
        var person = await NewPersonAsync(database);
        var read = (await person.PatchAsync("""{"bio":"Über 🦊 \"quoted\"","address":{"region":"Wien"}}""")).Expect(200);
        var document = JsonNode.Parse(read.Data.GetRawText())!.AsObject();
        document["nickname"] = "Fox";

        var answer = (await person.PutAsync(document.ToJsonString(), read.ETag)).Expect(200);

        Assert.Equal("Fox", answer.Data.GetProperty("nickname").GetString());
        Assert.Equal("Über 🦊 \"quoted\"", answer.Data.GetProperty("bio").GetString());
        Assert.Equal("Wien", answer.Data.GetProperty("address").GetProperty("region").GetString());
        Assert.NotEqual(read.ETag, answer.ETag);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Patch_changes_what_is_sent_clears_what_is_null_and_merges_the_address(string database)
    {
        var person = await NewPersonAsync(database);
        (await person.PatchAsync("""{"given_name":"Ada","nickname":"A","address":{"locality":"London","country":"GB"}}""")).Expect(200);

        var answer = await person.PatchAsync("""{"nickname":null,"bio":"Numbers","address":{"country":null,"region":"England"}}""");

        var profile = answer.Expect(200).Data;
        Assert.Equal("Ada", profile.GetProperty("given_name").GetString());
        Assert.Equal(JsonValueKind.Null, profile.GetProperty("nickname").ValueKind);
        Assert.Equal("Numbers", profile.GetProperty("bio").GetString());
        var address = profile.GetProperty("address");
        Assert.Equal("London", address.GetProperty("locality").GetString());
        Assert.Equal("England", address.GetProperty("region").GetString());
        Assert.Equal(JsonValueKind.Null, address.GetProperty("country").ValueKind);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Patch_takes_plain_json_too(string database)
    {
        var person = await NewPersonAsync(database);

        var answer = await person.Host.SendAsync(HttpMethod.Patch, "/v1/users/me", person.Token("profile.api"), """{"bio":"x"}""");

        Assert.Equal("x", answer.Expect(200).Data.GetProperty("bio").GetString());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Mass_assignment_is_refused_by_name_and_changes_nothing(string database)
    {
        var person = await (await ApiHost.OnAsync(database)).NewPersonAsync("user");
        var before = await person.Host.Database.ChecksumAsync();
        string[] attacks =
        [
            """{"roles":["admin"]}""", """{"status":"suspended"}""", """{"email_verified":true}""", """{"phone_number_verified":true}""",
            """{"id":"019a0b5d-ac96-774b-bcce-b302099a8057"}""", """{"email":"other@example.com"}""", """{"username":"root-user"}""",
            """{"email":null}""", """{"roles":[]}""", """{"created_at":"2001-01-01T00:00:00Z"}""", """{"updated_at":null}""",
            """{"name":"Somebody Else"}""", """{"password_hash":"x"}""", """{"version":1}""", """{"permissions":["users.read"]}""",
            """{"Roles":["admin"]}""", """{"is_admin":true}""", """{"__proto__":{"roles":["admin"]}}""", """{"security_stamp":""}""",
        ];

        foreach (var attack in attacks)
        {
            var member = JsonNode.Parse(attack)!.AsObject().Single().Key;
            foreach (var answer in new[] { await person.PutAsync(attack), await person.PatchAsync(attack) })
            {
                answer.Expect(400);
                Assert.Equal([member], answer.WrongMembers);
            }
        }

        Assert.Equal(before, await person.Host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Values_that_break_a_rule_are_refused_by_name(string database)
    {
        var person = await NewPersonAsync(database);
        (string Json, string Member)[] wrong =
        [
            ($$"""{"given_name":"{{new string('a', 2000)}}"}""", "given_name"),
            ("""{"phone_number":"call me"}""", "phone_number"),
            ("""{"zoneinfo":"Europe/Atlantis"}""", "zoneinfo"),
            ("""{"locale":"not a locale!"}""", "locale"),
            ("""{"website":"javascript:alert(1)"}""", "website"),
            ("""{"birthdate":"2001-02-30"}""", "birthdate"),
            ("""{"given_name":1}""", "given_name"),
            ("""{"given_name":["Ada"]}""", "given_name"),
            ("""{"address":"London"}""", "address"),
            ("""{"address":{"street":"x"}}""", "address.street"),
            ("""{"address":{"country":7}}""", "address.country"),
        ];

        foreach (var (json, member) in wrong)
        {
            var answer = (await person.PatchAsync(json)).Expect(400);
            Assert.True(answer.WrongMembers is [var named] && named == member, $"{json}: {answer.Text}");
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Markup_is_kept_as_text_and_answered_as_data(string database)
    {
        var person = await NewPersonAsync(database);
        const string Script = "<script>alert(1)</script>";

        var answer = (await person.PatchAsync(JsonSerializer.Serialize(new { bio = Script }))).Expect(200);

        Assert.Equal(Script, answer.Data.GetProperty("bio").GetString());
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    private static async Task<Person> NewPersonAsync(string database) => await (await ApiHost.OnAsync(database)).NewPersonAsync();
}
