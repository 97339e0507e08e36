using UserApi.Tests.Hosting;

namespace UserApi.Tests.SessionAdministration;

public sealed class SessionsTests
{
    private const string Sessions = "/v1/admin/sessions";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task The_newest_session_comes_first_with_its_person_and_its_apps(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var older = await host.SessionAsync(person.Id);
        var newer = await host.SessionAsync(person.Id, "Other/2.0");
        await host.GrantAsync(person.Id, newer, "zz-app");
        await host.GrantAsync(person.Id, newer, "an-app");
        await host.GrantAsync(person.Id, newer, "an-app");

        foreach (var named in new[] { person.Name, person.Id.ToString() })
            Assert.Equal([newer, older], Ids((await admin.AdminGetAsync($"{Sessions}?user={named}")).Expect(200)));

        var all = (await admin.AdminGetAsync($"{Sessions}?limit=100")).Expect(200);
        Assert.Equal([newer, older], Ids(all).Take(2));
        var shown = all.Data[0];
        Assert.Equal((person.Name, "Other/2.0", "203.0.113.7"), (
            shown.GetProperty("username").GetString(), shown.GetProperty("user_agent").GetString(), shown.GetProperty("ip_address").GetString()));
        Assert.Equal(["an-app", "zz-app"], shown.GetProperty("apps").EnumerateArray().Select(app => app.GetProperty("client_id").GetString()!));
        Assert.False(shown.GetProperty("current").GetBoolean());
        Assert.Empty(Ids((await admin.AdminGetAsync($"{Sessions}?user=nobody-here")).Expect(200)));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Cursors_walk_all_sessions_once_and_fit_their_list_alone(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, other, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var made = new List<Guid>();
        for (var i = 0; i < 5; i++) made.Insert(0, await host.SessionAsync(person.Id));
        var path = $"{Sessions}?user={person.Name}&limit=2";

        var walked = new List<Guid>();
        string? cursor = null, first = null;
        do
        {
            var page = (await admin.AdminGetAsync(cursor is null ? path : $"{path}&cursor={cursor}")).Expect(200);
            walked.AddRange(Ids(page));
            cursor = page.Meta.GetProperty("next_cursor").GetString();
            first ??= cursor;
        }
        while (cursor is not null);

        Assert.Equal(made, walked);
        Assert.Equal(made[2..4], Ids((await admin.AdminGetAsync($"{path}&page=2")).Expect(200)));
        Assert.Equal(["cursor"], (await other.AdminGetAsync($"{path}&cursor={first}")).Expect(400).WrongMembers);
        Assert.Equal(["cursor"], (await admin.AdminGetAsync($"{Sessions}?limit=2&cursor={first}")).Expect(400).WrongMembers);
        Assert.Equal(["cursor"], (await admin.AdminGetAsync($"/v1/admin/grants?user={person.Name}&limit=2&cursor={first}")).Expect(400).WrongMembers);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_session_is_ended_with_what_hangs_from_it_and_it_is_recorded(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var session = await host.SessionAsync(person.Id);
        var (grant, offline) = (await host.GrantAsync(person.Id, session), await host.GrantAsync(person.Id, session, offline: true));
        var read = (await admin.AdminGetAsync($"{Sessions}/{session}")).Expect(200);

        (await EndAsync(admin, $"{Sessions}/{session}", read.ETag)).Expect(200);

        (await admin.AdminGetAsync($"{Sessions}/{session}")).Expect(404);
        (await EndAsync(admin, $"{Sessions}/{session}")).Expect(404);
        (await admin.AdminGetAsync($"/v1/admin/grants/{grant}")).Expect(404);
        var living = (await admin.AdminGetAsync($"/v1/admin/grants/{offline}")).Expect(200).Data;
        Assert.Equal(System.Text.Json.JsonValueKind.Null, living.GetProperty("session_id").ValueKind); // it outlives its session
        var record = Assert.Single((await admin.AdminGetAsync($"/v1/admin/audit-logs?person={person.Id}&action=session.ended")).Data.EnumerateArray());
        Assert.Equal(admin.Id, record.GetProperty("actor_id").GetGuid());
        Assert.Equal("EndedByAdministrator", record.GetProperty("new_values").GetProperty("reason").GetString());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_ends_the_session_or_grant_of_an_account_that_holds_what_they_lack(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, support, auditor) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("support"), await host.NewPersonAsync("auditor"));
        var session = await host.SessionAsync(admin.Id);
        var grant = await host.GrantAsync(admin.Id, session);
        await GiveAsync(host, "session-keeper", "sessions.write", support.Id);
        var before = await host.Database.ChecksumAsync();

        foreach (var path in new[] { $"{Sessions}/{session}", $"/v1/admin/grants/{grant}" })
        {
            Assert.Equal("insufficient_permission", (await EndAsync(support, path)).Expect(403).Error);
            Assert.Equal("insufficient_permission", (await EndAsync(auditor, path)).Expect(403).Error); // reads only
            (await host.SendAsync(HttpMethod.Delete, path, admin.Token("profile.api"))).Expect(403);
            (await host.SendAsync(HttpMethod.Delete, path)).Expect(401);
            Assert.Equal("precondition_failed", (await EndAsync(admin, path, "\"1\"")).Expect(412).Error);
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
        var own = await host.SessionAsync(support.Id);
        (await EndAsync(support, $"{Sessions}/{own}")).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_cannot_be_meant_is_refused_by_name_and_changes_nothing(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        await host.SessionAsync(admin.Id);
        (string Query, string Member)[] wrong =
        [
            ("limit=101", "limit"), ("limit=0", "limit"), ("page=0", "page"), ("page=101&limit=100", "page"), ("page=1&cursor=x", "page"),
            ("cursor=abc", "cursor"), ("cursor=%22", "cursor"), ("user=a&user=b", "user"), ("user=%00", "user"), ("User=a", "User"),
            ("user=" + new string('x', 201), "user"), ("status=open", "status"), ("ended=true", "ended"),
        ];
        var before = await host.Database.ChecksumAsync();

        foreach (var list in new[] { Sessions, "/v1/admin/grants" })
            foreach (var (query, member) in wrong)
            {
                var answer = (await admin.AdminGetAsync($"{list}?{query}")).Expect(400);
                Assert.True(answer.WrongMembers is [var named] && named == member, $"{list}?{query}: {answer.Text}");
            }

        Assert.Equal(["client_id"], (await admin.AdminGetAsync($"{Sessions}?client_id=spa")).Expect(400).WrongMembers);
        foreach (var id in new[] { "1", "me", admin.Id.ToString("N"), "..%2Fusers", "%00" })
            foreach (var list in new[] { Sessions, "/v1/admin/grants" })
                Assert.Contains((await EndAsync(admin, $"{list}/{id}")).Status, new[] { 400, 404 });
        foreach (var list in new[] { Sessions, "/v1/admin/grants" })
        {
            (await EndAsync(admin, $"{list}/{admin.Id}")).Expect(404); // an id of something else
            (await EndAsync(admin, list)).Expect(405);
            Assert.Equal("invalid_if_match", (await EndAsync(admin, $"{list}/{admin.Id}", "1")).Expect(400).Error);
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    internal static Task<Answer> EndAsync(Person caller, string path, string? ifMatch = null) =>
        caller.Host.SendAsync(HttpMethod.Delete, path, caller.Token("admin.api"), headers: ifMatch is null ? [] : [("If-Match", ifMatch)]);

    private static Task GiveAsync(ApiHost host, string role, string permission, Guid userId)
    {
        var (id, now) = (host.Database.Text(Guid.CreateVersion7(TimeProvider.System.GetUtcNow())), host.Database.IsPostgres ? "now()" : "1");
        var granted = host.Database.IsPostgres ? $"ARRAY['{permission}']" : $"'[\"{permission}\"]'";
        return host.Database.ExecuteAsync(
            $"""
            INSERT INTO roles (id, name, normalized_name, permissions, built_in, requires_second_factor, created_at, updated_at, version)
            VALUES ('{id}', '{role}', '{role.ToUpperInvariant()}', {granted}, false, false, {now}, {now}, 1);
            INSERT INTO user_roles (user_id, role_id) VALUES ('{host.Database.Text(userId)}', '{id}')
            """);
    }

    private static Guid[] Ids(Answer answer) => [.. answer.Data.EnumerateArray().Select(session => session.GetProperty("id").GetGuid())];
}
