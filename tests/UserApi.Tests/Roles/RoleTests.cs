using System.Text.Json;
using UserApi.Tests.Hosting;
using UserDirectory.Roles;

namespace UserApi.Tests.Roles;

public sealed class RoleTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_role_is_made_read_changed_and_deleted(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, renamed) = (NewRoles.Name(), NewRoles.Name());
        var body = $$"""{"name":"{{name}}","description":" Answers the telephone ","permissions":["users.read","audit.read","users.read"]}""";

        var created = (await admin.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", body)).Expect(201);
        Assert.Equal($"/v1/admin/roles/{created.Data.GetProperty("id").GetString()}", created.Header("Location"));
        Assert.Equal("Answers the telephone", created.Data.GetProperty("description").GetString());
        Assert.Equal(["audit.read", "users.read"], created.Data.GetProperty("permissions").Texts());

        var read = (await admin.AdminGetAsync($"/v1/admin/roles/{name.ToUpperInvariant()}")).Expect(200);
        Assert.True(JsonElement.DeepEquals(created.Data, read.Data), $"{created.Text} is not {read.Text}");
        Assert.Equal(created.ETag, read.ETag);
        var put = (await admin.AdminSendAsync(HttpMethod.Put, created.Header("Location")!, NewRoles.Body(renamed, "users.read"), read.ETag)).Expect(200);
        Assert.Equal(renamed, put.Data.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, put.Data.GetProperty("description").ValueKind);
        (await admin.AdminGetAsync($"/v1/admin/roles/{name}")).Expect(404);

        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{renamed}", ifMatch: put.ETag)).Expect(200);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{renamed}")).Expect(404);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_was_read_can_be_put_back_and_changes_nothing(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, _) = await NewRoles.AddAsync(host, "users.read");
        foreach (var role in new[] { name, "admin", "support" })
        {
            var read = (await admin.AdminGetAsync($"/v1/admin/roles/{role}")).Expect(200);
            var before = await host.Database.ChecksumAsync();

            var put = (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{role}", read.Data.GetRawText(), read.ETag)).Expect(200);

            Assert.Equal(read.ETag, put.ETag);
            Assert.Equal(before, await host.Database.ChecksumAsync());
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_list_goes_by_name_page_after_page(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");
        var all = (await auditor.AdminGetAsync("/v1/admin/roles?limit=100")).Expect(200);
        var names = new List<string>();
        var path = "/v1/admin/roles?limit=2";
        for (var next = path; next is not null;)
        {
            var page = (await auditor.AdminGetAsync(next)).Expect(200);
            names.AddRange(page.Data.Names());
            next = page.Meta.GetProperty("next_cursor").GetString() is { } cursor ? $"{path}&cursor={cursor}" : null;
        }

        Assert.Equal(all.Data.Names(), names.Take(100));
        Assert.Equal(all.Meta.GetProperty("total").GetInt32(), names.Count);
        Assert.Equal(names[2..4], (await auditor.AdminGetAsync("/v1/admin/roles?limit=2&page=2")).Expect(200).Data.Names());
        var admin = all.Data.EnumerateArray().Single(role => role.GetProperty("name").GetString() == "admin");
        Assert.Equal(Permissions.All.Order(StringComparer.Ordinal), admin.GetProperty("permissions").Texts());
        Assert.True(admin.GetProperty("built_in").GetBoolean());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_members_of_a_role_are_counted(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");
        var (name, _) = await NewRoles.AddAsync(host);
        await host.NewPersonAsync(name);
        await host.NewPersonAsync(name);

        Assert.Equal(2, (await auditor.AdminGetAsync($"/v1/admin/roles/{name}")).Expect(200).Data.GetProperty("members").GetInt32());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_name_is_taken_whatever_its_case(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, _) = await NewRoles.AddAsync(host);
        var (other, _) = await NewRoles.AddAsync(host);
        var before = await host.Database.ChecksumAsync();

        Assert.Equal("role_name_taken", (await admin.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", NewRoles.Body(name))).Expect(409).Error);
        Assert.Equal("role_name_taken", (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{other}", NewRoles.Body(name))).Expect(409).Error);
        Assert.Equal("role_name_taken", (await admin.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", NewRoles.Body("admin"))).Expect(409).Error);
        Assert.Equal(["name"], (await admin.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", NewRoles.Body("Admin"))).Expect(400).WrongMembers);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Of_two_who_make_the_same_role_at_once_one_does(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var name = NewRoles.Name();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            admin.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", NewRoles.Body(name, "users.read"))));

        Assert.Equal([201, .. Enumerable.Repeat(409, 7)], answers.Select(answer => answer.Status).Order());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Roles_that_ship_stay(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();

        foreach (var role in new[] { "admin", "support", "auditor", "user" })
        {
            Assert.Equal("role_built_in", (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{role}?force=true")).Expect(409).Error);
            Assert.Equal(
                "role_built_in", (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{role}", NewRoles.Body("renamed"))).Expect(409).Error);
        }

        Assert.Equal("role_built_in", (await admin.AdminSendAsync(HttpMethod.Put, "/v1/admin/roles/admin", NewRoles.Body("admin", "users.read"))).Expect(409).Error);
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_change_of_another_version_is_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, id) = await NewRoles.AddAsync(host, "users.read");
        var read = (await admin.AdminGetAsync($"/v1/admin/roles/{name}")).Expect(200);
        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{id}", NewRoles.Body(name, "audit.read"), read.ETag)).Expect(200);
        var before = await host.Database.ChecksumAsync();

        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{id}", NewRoles.Body(name), read.ETag)).Expect(412);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{id}", ifMatch: read.ETag)).Expect(412);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_role_may_require_a_second_factor_and_the_trail_says_since_when(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var name = NewRoles.Name();
        string Body(string member) => $$"""{"name":"{{name}}","permissions":["users.read"]{{member}}}""";

        var created = (await admin.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", Body(""))).Expect(201);
        Assert.False(created.Data.GetProperty("requires_second_factor").GetBoolean());
        var address = created.Header("Location")!;
        var changed = (await admin.AdminSendAsync(HttpMethod.Put, address, Body(",\"requires_second_factor\":true"), created.ETag)).Expect(200);
        Assert.True(changed.Data.GetProperty("requires_second_factor").GetBoolean());
        Assert.NotEqual(created.ETag, changed.ETag);

        var id = created.Data.GetProperty("id").GetString();
        var record = Assert.Single((await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={id}&action=role.changed")).Data.EnumerateArray());
        Assert.True(record.GetProperty("new_values").GetProperty("requires_second_factor").GetBoolean());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Of_many_changes_of_one_version_one_counts(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, _) = await NewRoles.AddAsync(host);
        var tag = (await admin.AdminGetAsync($"/v1/admin/roles/{name}")).ETag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => admin.AdminSendAsync(
            HttpMethod.Put, $"/v1/admin/roles/{name}", $$"""{"name":"{{name}}","description":"{{i}}","permissions":[]}""", tag)));

        Assert.Equal([200, .. Enumerable.Repeat(412, 7)], answers.Select(answer => answer.Status).Order());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Every_unknown_permission_is_named(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");

        var answer = (await admin.AdminSendAsync(
            HttpMethod.Post, "/v1/admin/roles", NewRoles.Body(NewRoles.Name(), "users.read", "users.fly", "Users.Read"))).Expect(400);

        var reasons = answer.Json.GetProperty("errors").GetProperty("permissions").Texts();
        Assert.Equal(["There is no permission users.fly.", "There is no permission Users.Read."], reasons);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_role_that_somebody_has_is_deleted_only_when_that_is_meant(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, id) = await NewRoles.AddAsync(host, "users.read");
        var member = await host.NewPersonAsync(name);
        var tag = (await admin.AdminGetAsync($"/v1/users/{member.Name}")).ETag;
        (await member.AdminGetAsync("/v1/users?limit=1")).Expect(200);

        var inUse = (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{name}")).Expect(409);
        Assert.Equal("role_in_use", inUse.Error);
        Assert.Contains("1 accounts", inUse.Text, StringComparison.Ordinal);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{name}?force=false")).Expect(409);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{name}?force=true")).Expect(200);

        (await member.AdminGetAsync("/v1/users?limit=1")).Expect(403);
        var profile = (await admin.AdminGetAsync($"/v1/users/{member.Name}")).Expect(200);
        Assert.Equal(["user"], profile.Data.GetProperty("roles").Texts());
        Assert.NotEqual(tag, profile.ETag);
        var taken = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={member.Id}&action=user.role_removed")).Data.EnumerateArray().Single();
        Assert.Equal([name, "user"], taken.GetProperty("old_values").GetProperty("roles").Texts());
        Assert.Equal(["user"], taken.GetProperty("new_values").GetProperty("roles").Texts());
        var deleted = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={id}&action=role.deleted")).Data.EnumerateArray().Single();
        Assert.Equal(1, deleted.GetProperty("old_values").GetProperty("members").GetInt32());
        Assert.Equal(["users.read"], deleted.GetProperty("old_values").GetProperty("permissions").Texts());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_change_is_recorded_with_what_it_was_and_is(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (name, id) = await NewRoles.AddAsync(host, "users.read");
        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{name}", NewRoles.Body(name, "audit.read"))).Expect(200);

        var record = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={id}&action=role.changed")).Data.EnumerateArray().Single();

        Assert.Equal(admin.Id, record.GetProperty("actor_id").GetGuid());
        Assert.Equal("role", record.GetProperty("target_type").GetString());
        Assert.Equal(["users.read"], record.GetProperty("old_values").GetProperty("permissions").Texts());
        Assert.Equal(["audit.read"], record.GetProperty("new_values").GetProperty("permissions").Texts());
        Assert.False(record.GetProperty("new_values").TryGetProperty("name", out _)); // it did not change
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_repeated_creation_with_one_key_makes_one_role(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (body, key) = (NewRoles.Body(NewRoles.Name(), "users.read"), ("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString()));

        var first = (await host.SendAsync(HttpMethod.Post, "/v1/admin/roles", admin.Token("admin.api"), body, headers: key)).Expect(201);
        var second = (await host.SendAsync(HttpMethod.Post, "/v1/admin/roles", admin.Token("admin.api"), body, headers: key)).Expect(201);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.ETag, second.ETag);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task All_permissions_are_described_and_told_whether_the_caller_holds_them(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");

        var permissions = (await auditor.AdminGetAsync("/v1/admin/permissions")).Expect(200).Data;

        Assert.Equal(Permissions.All.Order(StringComparer.Ordinal), permissions.Names());
        foreach (var permission in permissions.EnumerateArray())
        {
            Assert.NotEmpty(permission.GetProperty("description").GetString()!);
            Assert.Equal(
                permission.GetProperty("name").GetString()!.EndsWith(".read", StringComparison.Ordinal), permission.GetProperty("held").GetBoolean());
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_forged_or_foreign_cursor_is_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, admin) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync("admin"));
        var own = (await auditor.AdminGetAsync("/v1/admin/roles?limit=1")).Meta.GetProperty("next_cursor").GetString()!;

        foreach (var cursor in new[] { "x", own + "A", own[..^2], "InVzZXIi", "%00", new string('a', 3000) })
            (await auditor.AdminGetAsync($"/v1/admin/roles?cursor={cursor}")).Expect(400);
        (await admin.AdminGetAsync($"/v1/admin/roles?cursor={own}")).Expect(400);
        (await auditor.AdminGetAsync($"/v1/admin/roles?cursor={own}&page=2")).Expect(400);
        (await auditor.AdminGetAsync("/v1/admin/roles?name=admin")).Expect(400);
        (await auditor.AdminGetAsync($"/v1/admin/roles?cursor={own}")).Expect(200);
    }
}
