using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserApi.Tests.Hosting;
using UserDirectory.Database;
using UserDirectory.Outbox;

namespace UserApi.Tests.Users;

public sealed class UserEditingTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_is_replaced_and_what_is_absent_of_the_profile_is_cleared(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        (await person.PutAsync("""{"nickname":"Al","bio":"Hello"}""")).Expect(200);
        var read = (await support.AdminGetAsync($"/v1/users/{person.Name}")).Expect(200);

        var put = (await support.AdminSendAsync(
            HttpMethod.Put, $"/v1/users/{person.Name}", Body(person.Name, $"{person.Name}@example.com", """ "given_name":"Alice" """), read.ETag)).Expect(200);

        Assert.Equal("Alice", put.Data.GetProperty("given_name").GetString());
        Assert.Equal(JsonValueKind.Null, put.Data.GetProperty("bio").ValueKind);
        Assert.NotEqual(read.ETag, put.ETag);
        Assert.Equal(put.Data.GetRawText(), (await person.ProfileAsync()).Data.GetRawText());
        var record = await LastRecordAsync(host, person);
        Assert.Equal(support.Id, record.GetProperty("actor_id").GetGuid());
        Assert.Equal("Hello", record.GetProperty("old_values").GetProperty("bio").GetString());
        Assert.Equal("Alice", record.GetProperty("new_values").GetProperty("given_name").GetString());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_was_read_can_be_put_back_and_changes_nothing(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        (await person.PutAsync("""{"nickname":"Al","address":{"locality":"Bonn"}}""")).Expect(200);
        var read = (await support.AdminGetAsync($"/v1/users/{person.Id}")).Expect(200);
        var before = await host.Database.ChecksumAsync();

        var put = (await support.AdminSendAsync(HttpMethod.Put, $"/v1/users/{person.Id}", read.Data.GetRawText(), read.ETag)).Expect(200);

        Assert.Equal(read.ETag, put.ETag);
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Another_address_is_not_verified_and_both_addresses_are_told(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        var (old, next) = ($"{person.Name}@example.com", $"{person.Name}@elsewhere.example");
        (await support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Name}", """{"email_verified":true}""")).Expect(200);

        var patched = (await support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Name}", $$"""{"email":"{{next}}"}""")).Expect(200);

        Assert.Equal(next, patched.Data.GetProperty("email").GetString());
        Assert.False(patched.Data.GetProperty("email_verified").GetBoolean());
        var letters = await LettersAsync(host, person);
        Assert.Equal([next, old], letters.Where(letter => letter.Template == "AddressChanged").Select(letter => letter.To).Order(StringComparer.Ordinal));
        var record = await LastRecordAsync(host, person);
        Assert.Equal((old, true), (record.GetProperty("old_values").GetProperty("email").GetString(), record.GetProperty("old_values").GetProperty("email_verified").GetBoolean()));
        Assert.Equal((next, false), (record.GetProperty("new_values").GetProperty("email").GetString(), record.GetProperty("new_values").GetProperty("email_verified").GetBoolean()));
        var verified = (await support.AdminSendAsync(
            HttpMethod.Patch, $"/v1/users/{person.Name}", $$"""{"email":"{{old}}","email_verified":true}""")).Expect(200);
        Assert.True(verified.Data.GetProperty("email_verified").GetBoolean());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_address_in_another_case_is_the_same_address(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        var upper = $"{person.Name.ToUpperInvariant()}@example.com";
        (await support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Name}", """{"email_verified":true}""")).Expect(200);

        var patched = (await support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Name}", $$"""{"email":"{{upper}}"}""")).Expect(200);

        Assert.Equal(upper, patched.Data.GetProperty("email").GetString());
        Assert.True(patched.Data.GetProperty("email_verified").GetBoolean());
        Assert.Single(await LettersAsync(host, person)); // the welcome
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Another_user_name_is_found_and_the_former_one_is_not(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        var next = $"renamed.{person.Name}";

        (await support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Name}", $$"""{"username":"{{next}}"}""")).Expect(200);

        (await support.AdminGetAsync($"/v1/users/{person.Name}")).Expect(404);
        Assert.Equal(person.Id, (await support.AdminGetAsync($"/v1/users/{next}")).Expect(200).Data.GetProperty("id").GetGuid());
        Assert.Equal(1, (await support.AdminGetAsync($"/v1/users?q={next}")).Expect(200).Meta.GetProperty("total").GetInt32());
        Assert.Contains(("UserNameChanged", $"{person.Name}@example.com"), await LettersAsync(host, person));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_name_or_an_address_of_somebody_else_is_a_conflict(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person, other) = (await host.NewPersonAsync("support"), await host.NewPersonAsync(), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();

        foreach (var (member, value) in new[] { ("username", other.Name.ToUpperInvariant()), ("email", $"{other.Name.ToUpperInvariant()}@EXAMPLE.com") })
        {
            var answer = (await support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Name}", $$"""{"{{member}}":"{{value}}"}""")).Expect(409);
            Assert.Equal($"{member}_taken", answer.Error);
            Assert.Equal([member], answer.WrongMembers);
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Of_two_who_take_one_address_at_once_one_gets_it(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var support = await host.NewPersonAsync("support");
        var people = new List<Person>();
        for (var i = 0; i < 6; i++) people.Add(await host.NewPersonAsync());
        var wanted = $"wanted.{people[0].Name}@example.com";

        var answers = await Task.WhenAll(people.Select((person, i) => i == 5
            ? host.SendAsync(HttpMethod.Post, "/v1/users", support.Token("admin.api"),
                JsonSerializer.Serialize(new { username = $"quick.{person.Name}", email = wanted, password = "Pass123$Pass" }))
            : support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Name}", $$"""{"email":"{{wanted}}"}""")));

        Assert.Single(answers, answer => answer.Status is 200 or 201);
        Assert.Equal(5, answers.Count(answer => answer.Status == 409));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Patches_of_different_members_do_not_undo_each_other(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, person) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());
        string[] members = ["given_name", "family_name", "middle_name", "nickname", "gender", "bio"];

        var answers = await Task.WhenAll(members.Select(member =>
            support.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Id}", $$"""{"{{member}}":"x"}""")));

        Assert.All(answers, answer => answer.Expect(200));
        var profile = (await person.ProfileAsync()).Data;
        Assert.All(members, member => Assert.Equal("x", profile.GetProperty(member).GetString()));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_change_of_another_version_is_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var read = (await admin.AdminGetAsync($"/v1/users/{person.Name}")).Expect(200);
        (await person.PutAsync("""{"nickname":"Al"}""")).Expect(200);
        var before = await host.Database.ChecksumAsync();

        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/users/{person.Id}", Body(person.Name, "a@example.com"), read.ETag)).Expect(412);
        (await admin.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Id}", """{"nickname":"B"}""", read.ETag)).Expect(412);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{person.Id}", ifMatch: read.ETag)).Expect(412);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{person.Id}", ifMatch: "W/\"1\"")).Expect(412);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_an_administrator_may_not_set_is_refused_by_name(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var read = (await admin.AdminGetAsync($"/v1/users/{person.Id}")).Expect(200).Data;
        var before = await host.Database.ChecksumAsync();
        (string Member, JsonNode? Value)[] foreign =
        [
            ("id", Guid.Empty.ToString()), ("roles", new JsonArray("admin")), ("status", "suspended"), ("created_at", "2020-01-01T00:00:00Z"),
            ("updated_at", "2020-01-01T00:00:00Z"), ("phone_number_verified", true), ("name", "Somebody"), ("purge_after", "2030-01-01T00:00:00Z"),
            ("password", "Pass123$Pass"), ("password_hash", "x"), ("security_stamp", "x"), ("version", 9), ("concurrency_stamp", "x"),
            ("normalized_email", "X"), ("access_failed_count", 0), ("lockout_end", null), ("two_factor_enabled", false), ("permissions", new JsonArray()),
            ("email_confirmed", true), ("Email", "x@example.com"), ("user_name", "x"),
        ];

        foreach (var (member, value) in foreign)
        {
            var patch = (await admin.AdminSendAsync(
                HttpMethod.Patch, $"/v1/users/{person.Id}", new JsonObject { [member] = value?.DeepClone() }.ToJsonString())).Expect(400);
            Assert.Equal([member], patch.WrongMembers);
            var whole = JsonNode.Parse(read.GetRawText())!.AsObject();
            whole[member] = value?.DeepClone();
            var put = (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/users/{person.Id}", whole.ToJsonString())).Expect(400);
            Assert.Equal([member], put.WrongMembers);
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Names_that_break_a_rule_are_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();
        (string Member, string Value)[] bad =
        [
            ("username", ""), ("username", "ab"), ("username", new string('a', 51)), ("username", "profile"), ("username", "ME"), ("username", "a b"),
            ("username", Guid.Empty.ToString()), ("username", "../admin"), ("username", "pаypal"), ("username", "a@b.example"), ("username", ".dot"),
            ("email", ""), ("email", "nobody"), ("email", "a@-b.example"), ("email", "a b@example.com"), ("email", "a@example.com\r\nBcc: x@example.com"),
            ("email", $"{new string('a', 250)}@example.com"), ("email", "ſ@example.com"),
        ];

        foreach (var (member, value) in bad)
        {
            var body = new JsonObject { [member] = value }.ToJsonString();
            Assert.Equal([member], (await admin.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Id}", body)).Expect(400).WrongMembers);
        }

        (await admin.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{person.Id}", """{"email":null}""")).Expect(400);
        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/users/{person.Id}", """{"username":"somebody"}""")).Expect(400);
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_that_is_not_there_is_not_found_by_any_verb(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();

        foreach (var account in new[] { Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), "nobody-there", "a%2fb", "nobody@example.com" })
        {
            (await admin.AdminGetAsync($"/v1/users/{account}")).Expect(404);
            (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/users/{account}", Body("somebody", "s@example.com"))).Expect(404);
            (await admin.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{account}", "{}")).Expect(404);
            (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{account}")).Expect(404);
            foreach (var act in new[] { "suspend", "activate", "unlock", "reset-mfa", "revoke-sessions", "restore" })
                (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{account}/{act}")).Expect(404);
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Words_that_are_no_names_offer_their_own_methods(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");

        foreach (var path in new[] { "/v1/users/profile", "/v1/users/me", "/v1/users/PROFILE" })
        {
            var answer = (await admin.AdminSendAsync(HttpMethod.Delete, path)).Expect(405);
            Assert.Equal("GET, HEAD, PATCH, PUT", string.Join(", ", answer.Header("Allow")!.Split(", ").Order()));
        }
    }

    private static string Body(string userName, string email, string more = "") =>
        $$"""{"username":"{{userName}}","email":"{{email}}"{{(more.Length > 0 ? "," : "")}}{{more}}}""";

    private static async Task<JsonElement> LastRecordAsync(ApiHost host, Person person)
    {
        var auditor = await host.NewPersonAsync("auditor");
        var records = (await auditor.AdminGetAsync($"/v1/admin/audit-logs?target_id={person.Id}&action=user.changed_by_administrator")).Expect(200);
        return records.Data.EnumerateArray().First();
    }

    private static async Task<List<(string Template, string To)>> LettersAsync(ApiHost host, Person person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var payloads = await db.Set<OutboxMessage>().Where(message => message.UserId == person.Id && message.Kind == OutboxKinds.Mail)
            .OrderBy(message => message.Id).Select(message => message.Payload).ToListAsync();
        return [.. payloads.Select(payload => JsonElement.Parse(payload))
            .Select(letter => (letter.GetProperty("Template").GetString()!, letter.GetProperty("To").GetString()!))];
    }
}
