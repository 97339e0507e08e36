using UserApi.Tests.Hosting;

namespace UserApi.Tests.Roles;

public sealed class UserRoleTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_role_is_given_and_taken_and_the_record_tells_who_what_before_and_after(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, bob) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var path = $"/v1/admin/users/{bob.Name}/roles";

        Assert.Equal(["support", "user"], (await admin.AdminSendAsync(HttpMethod.Post, path, NewRoles.Assign("support"))).Expect(200).Data.Names());
        Assert.Equal(["support", "user"], (await admin.AdminGetAsync(path)).Expect(200).Data.Names());
        (await bob.AdminGetAsync("/v1/users?limit=1")).Expect(200);
        Assert.Equal(["user"], (await admin.AdminSendAsync(HttpMethod.Delete, $"{path}/support")).Expect(200).Data.Names());
        (await bob.AdminGetAsync("/v1/users?limit=1")).Expect(403);

        var records = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={bob.Id}&actor_id={admin.Id}")).Expect(200).Data;
        Assert.Equal(
            [("user.role_removed", "support,user", "user"), ("user.role_added", "user", "support,user")],
            records.EnumerateArray().Select(record => (
                record.GetProperty("action").GetString()!,
                string.Join(',', record.GetProperty("old_values").GetProperty("roles").Texts()),
                string.Join(',', record.GetProperty("new_values").GetProperty("roles").Texts()))));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Giving_a_role_twice_changes_nothing_the_second_time(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, bob) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var (name, id) = await NewRoles.AddAsync(host, "users.read");
        (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{bob.Id}/roles", NewRoles.Assign(name))).Expect(200);
        var before = await host.Database.ChecksumAsync();

        var again = (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{bob.Id}/roles", NewRoles.Assign(id))).Expect(200);

        Assert.Equal([name, "user"], again.Data.Names());
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Of_many_who_give_the_same_role_at_once_one_is_recorded(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, bob) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{bob.Id}/roles", NewRoles.Assign("support"))));

        Assert.All(answers, answer => answer.Expect(200));
        Assert.Single((await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={bob.Id}&action=user.role_added")).Data.EnumerateArray());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_profile_is_in_another_version_when_its_roles_are_others(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, bob) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var (role, _) = await NewRoles.AddAsync(host);
        var tags = new List<string> { (await bob.ProfileAsync()).ETag };

        (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{bob.Id}/roles", NewRoles.Assign(role))).Expect(200);
        tags.Add((await bob.ProfileAsync()).ETag);
        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{role}", NewRoles.Body($"{role}-renamed"))).Expect(200);
        tags.Add((await bob.ProfileAsync()).ETag);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/users/{bob.Id}/roles/{role}-renamed")).Expect(200);
        tags.Add((await bob.ProfileAsync()).ETag);

        Assert.Equal(4, tags.Distinct().Count());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_is_not_there_is_neither_given_nor_taken(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, bob) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();
        var nobody = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        Assert.Equal(["role"], (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{bob.Id}/roles", NewRoles.Assign("nothing"))).Expect(400).WrongMembers);
        Assert.Equal(["role"], (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{bob.Id}/roles", NewRoles.Assign(""))).Expect(400).WrongMembers);
        (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{nobody}/roles", NewRoles.Assign("support"))).Expect(404);
        (await admin.AdminGetAsync($"/v1/admin/users/{nobody}/roles")).Expect(404);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/users/{bob.Id}/roles/support")).Expect(404);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/users/{bob.Id}/roles/{nobody}")).Expect(404);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_administers_reads_what_they_may_do(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, user) = (await host.NewPersonAsync("support"), await host.NewPersonAsync());

        var own = (await support.AdminGetAsync("/v1/admin/me")).Expect(200).Data;
        Assert.Equal(support.Id, own.GetProperty("id").GetGuid());
        Assert.Equal(support.Name, own.GetProperty("username").GetString());
        Assert.Equal(["audit.read", "users.read", "users.write"], own.GetProperty("permissions").Texts());
        Assert.Empty((await user.AdminGetAsync("/v1/admin/me")).Expect(200).Data.GetProperty("permissions").EnumerateArray());
        Assert.Equal("insufficient_scope", (await host.SendAsync(HttpMethod.Get, "/v1/admin/me", support.Token("profile.api"))).Expect(403).Error);
        (await host.SendAsync(HttpMethod.Get, "/v1/admin/me")).Expect(401);
        var machine = (await host.SendAsync(HttpMethod.Get, "/v1/admin/me", host.Issuer.Token("machine", "admin.api", "machine"))).Expect(200).Data;
        Assert.Equal("machine", machine.GetProperty("username").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, machine.GetProperty("id").ValueKind);
    }
}
