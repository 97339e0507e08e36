using System.Text.Json;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Users;

public sealed class RegistrationTests
{
    private static int _names;

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_stranger_registers_and_an_administrator_finds_the_account(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var name = NewName();

        var answer = (await RegisterAsync(host, Body(name))).Expect(201);

        Assert.Equal(name, answer.Data.GetProperty("username").GetString());
        Assert.Equal(JsonValueKind.Null, answer.Data.GetProperty("id").ValueKind);
        var admin = await host.NewPersonAsync("admin");
        var account = (await admin.AdminGetAsync($"/v1/users/{name}")).Expect(200).Data;
        Assert.Equal($"{name}@example.com", account.GetProperty("email").GetString());
        Assert.False(account.GetProperty("email_verified").GetBoolean());
        Assert.DoesNotContain("admin", account.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_taken_address_is_answered_to_a_stranger_as_a_new_one(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (first, second) = (NewName(), NewName());
        var created = (await RegisterAsync(host, Body(first))).Expect(201);

        var taken = (await RegisterAsync(host, Body(second, $"{first.ToUpperInvariant()}@EXAMPLE.com"))).Expect(201);

        Assert.Equal(created.Header("Location"), taken.Header("Location"));
        Assert.Equal(created.Json.GetProperty("message").GetString(), taken.Json.GetProperty("message").GetString());
        Assert.Equal(
            created.Data.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind)),
            taken.Data.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind)));
        var admin = await host.NewPersonAsync("admin");
        (await admin.AdminGetAsync($"/v1/users/{second}")).Expect(404);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_taken_user_name_is_a_conflict_in_any_spelling(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var name = NewName();
        (await RegisterAsync(host, Body(name))).Expect(201);

        foreach (var spelling in new[] { name, name.ToUpperInvariant(), "ｎ" + name[1..] })
        {
            var answer = (await RegisterAsync(host, Body(spelling, $"{NewName()}@example.com"))).Expect(409);
            Assert.Equal("username_taken", answer.Error);
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_administrator_is_told_of_a_taken_address_and_may_set_roles(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var name = NewName();
        var body = Body(name, more: ""","roles":["support"],"status":"active" """);

        var created = (await RegisterAsync(host, body, admin.Token("admin.api"))).Expect(201);

        var id = created.Data.GetProperty("id").GetGuid();
        Assert.Equal($"/v1/users/{id}", created.Header("Location"));
        var account = (await admin.AdminGetAsync($"/v1/users/{id}")).Expect(200).Data;
        Assert.Contains("support", account.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        var taken = (await RegisterAsync(host, Body(NewName(), $"{name}@example.com"), admin.Token("admin.api"))).Expect(409);
        Assert.Equal("email_taken", taken.Error);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Roles_and_status_are_refused_from_whoever_may_not_write_users(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (user, admin) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));
        string?[] tokens =
        [
            null, user.Token("profile.api admin.api"), admin.Token("profile.api"), host.Issuer.Token("machine", "admin.api", "machine"),
        ];
        var before = await host.Database.ChecksumAsync();

        foreach (var token in tokens)
            foreach (var member in new[] { "\"roles\":[\"admin\"]", "\"status\":\"active\"", "\"email_verified\":true" })
            {
                var answer = (await RegisterAsync(host, Body(NewName(), more: "," + member), token)).Expect(400);
                Assert.Equal([member.Split('"')[1]], answer.WrongMembers);
            }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_token_that_is_refused_is_not_taken_for_none(string database)
    {
        var host = await ApiHost.OnAsync(database);

        var answer = (await RegisterAsync(host, Body(NewName()), "not.a.token")).Expect(401);

        Assert.Contains("invalid_token", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Of_twenty_registrations_of_one_name_one_is_created(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var name = NewName();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => RegisterAsync(host, Body(name, $"{name}.{i}@example.com"))));

        Assert.Equal(1, answers.Count(answer => answer.Status == 201));
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 201, 409, 503 }));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_same_key_and_body_get_the_same_answer_and_another_body_is_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, key) = (NewName(), NewName());

        var first = (await RegisterAsync(host, Body(name), admin.Token("admin.api"), key)).Expect(201);
        var second = (await RegisterAsync(host, Body(name), admin.Token("admin.api"), key)).Expect(201);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Header("Location"), second.Header("Location"));
        (await RegisterAsync(host, Body(NewName()), admin.Token("admin.api"), key)).Expect(422);
        (await RegisterAsync(host, Body(NewName()), admin.Token("admin.api"), "with space")).Expect(400);
    }

    [Fact]
    public async Task After_five_registrations_an_hour_a_network_is_asked_to_wait()
    {
        var host = await ApiHost.StartAsync(null, ("RateLimits:Enabled", "true"));

        for (var i = 0; i < 5; i++) (await RegisterAsync(host, Body(NewName()))).Expect(201);
        var answer = (await RegisterAsync(host, Body(NewName()))).Expect(429);

        Assert.NotNull(answer.Header("Retry-After"));
        Assert.NotNull(answer.Header("RateLimit-Limit"));
    }

    private static string NewName() => $"newcomer{Interlocked.Increment(ref _names)}";

    private static string Body(string name, string? email = null, string more = "") =>
        $$"""{"username":"{{name}}","email":"{{email ?? name + "@example.com"}}","password":"Pass123$Pass"{{more}}}""";

    private static Task<Answer> RegisterAsync(ApiHost host, string json, string? token = null, string? key = null) =>
        host.SendAsync(HttpMethod.Post, "/v1/users", token, json, headers: key is null ? [] : [("Idempotency-Key", key)]);
}
