using System.Collections.Concurrent;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Roles;

/// <summary>Every path by which a delegated administrator could raise themselves, or reach an account that stands above them.</summary>
public sealed class EscalationTests
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Scene>>> Scenes = new(); // nothing of them is changed
    private static readonly string[] Delegated = ["users.read", "users.write", "users.delete", "roles.read", "roles.write"];

    // {own} is the caller's role, {self} the caller, {admin} an administrator, {auditor} somebody with audit.read,
    // {suspended} an administrator who is suspended, {shared} a role within the caller's reach that {admin} has too.
    private static readonly Attempt[] Attempts =
    [
        new("give oneself the role admin", "POST", "/v1/admin/users/{self}/roles", """{"role":"admin"}"""),
        new("give oneself the role auditor", "POST", "/v1/admin/users/{self}/roles", """{"role":"auditor"}"""),
        new("give somebody the role admin", "POST", "/v1/admin/users/{other}/roles", """{"role":"admin"}"""),
        new("give somebody the role admin in another case", "POST", "/v1/admin/users/{other}/roles", """{"role":"ADMIN"}"""),
        new("give an administrator a role within reach", "POST", "/v1/admin/users/{admin}/roles", """{"role":"{own}"}"""),
        new("take the role admin", "DELETE", "/v1/admin/users/{admin}/roles/admin", null),
        new("take a harmless role from an administrator", "DELETE", "/v1/admin/users/{admin}/roles/user", null),
        new("add to one's own role", "PUT", "/v1/admin/roles/{own}", """{"name":"{own}","permissions":["users.read","audit.read"]}"""),
        new("add to everybody's role", "PUT", "/v1/admin/roles/user", """{"name":"user","permissions":["system.write"]}"""),
        new("add everything to the role support", "PUT", "/v1/admin/roles/support", """{"name":"support","permissions":["keys.write"]}"""),
        new("take from a role what one lacks", "PUT", "/v1/admin/roles/auditor", """{"name":"auditor","permissions":["users.read"]}"""),
        new("describe a role that grants what one lacks", "PUT", "/v1/admin/roles/{beyond}",
            """{"name":"{beyond}","description":"x","permissions":["system.read"]}"""),
        new("rename a role that grants what one lacks", "PUT", "/v1/admin/roles/{beyond}", """{"name":"other","permissions":["system.read"]}"""),
        new("delete a role that grants what one lacks", "DELETE", "/v1/admin/roles/{beyond}?force=true", null),
        new("delete a role that an administrator has", "DELETE", "/v1/admin/roles/{shared}?force=true", null),
        new("make a role that grants what one lacks", "POST", "/v1/admin/roles", """{"name":"{new}","permissions":["users.read","sessions.write"]}"""),
        new("empty the role admin", "PUT", "/v1/admin/roles/admin", """{"name":"admin","permissions":[]}"""),
        new("make an account with the role admin", "POST", "/v1/users",
            """{"username":"{new}","email":"{new}@example.com","password":"Pass123$Pass","roles":["admin"]}"""),
        new("make an account with the role auditor", "POST", "/v1/users",
            """{"username":"{new}","email":"{new}@example.com","password":"Pass123$Pass","roles":["user","Auditor"]}"""),
        new("invite somebody with the role admin", "POST", "/v1/admin/users/invite",
            """{"username":"{new}","email":"{new}@example.com","roles":["admin"]}"""),
        new("give an administrator another address", "PATCH", "/v1/users/{admin}", """{"email":"mine@example.com"}"""),
        new("give a suspended administrator another address", "PATCH", "/v1/users/{suspended}", """{"email":"mine@example.com"}"""),
        new("verify an administrator's address", "PATCH", "/v1/users/{admin}", """{"email_verified":true}"""),
        new("rename an administrator", "PATCH", "/v1/users/{admin}", """{"username":"{new}"}"""),
        new("replace an administrator", "PUT", "/v1/users/{admin}", """{"username":"{new}","email":"mine@example.com"}"""),
        new("change nothing but the name of an auditor", "PATCH", "/v1/users/{auditor}", """{"nickname":"x"}"""),
        new("delete an administrator", "DELETE", "/v1/users/{admin}", null),
        new("delete an auditor", "DELETE", "/v1/users/{auditor}", null),
        new("suspend an administrator", "POST", "/v1/admin/users/{admin}/suspend", null),
        new("suspend an auditor", "POST", "/v1/admin/users/{auditor}/suspend", null),
        new("activate an administrator", "POST", "/v1/admin/users/{suspended}/activate", null),
        new("unlock an administrator", "POST", "/v1/admin/users/{admin}/unlock", null),
        new("reset an administrator's second factors", "POST", "/v1/admin/users/{admin}/reset-mfa", null),
        new("mail an administrator a link", "POST", "/v1/admin/users/{admin}/send-password-reset", null),
        new("sign an administrator out", "POST", "/v1/admin/users/{admin}/revoke-sessions", null),
        new("take back the deletion of an administrator", "POST", "/v1/admin/users/{deleted}/restore", null),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
                foreach (var attempt in Attempts)
                    all.Add(database, attempt.Name);
            return all;
        }
    }

    public static TheoryData<string> Named => [.. Attempts.Select(attempt => attempt.Name)];

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(All))]
    public async Task Nobody_reaches_above_themselves(string database, string name)
    {
        var attempt = Attempts.Single(one => one.Name == name);
        var scene = await Scenes.GetOrAdd(database, on => new(async () => await Scene.OfAsync(await ApiHost.OnAsync(on)))).Value;
        var before = await scene.Host.Database.ChecksumAsync();

        var answer = await scene.Caller.AdminSendAsync(new HttpMethod(attempt.Method), scene.Fill(attempt.Path), attempt.Body is { } body ? scene.Fill(body) : null);

        Assert.Equal("insufficient_permission", answer.Expect(403).Error);
        Assert.Equal(before, await scene.Host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Named))]
    public async Task An_administrator_does_all_of_it_or_is_refused_for_another_reason(string name)
    {
        var attempt = Attempts.Single(one => one.Name == name);
        var scene = await Scene.OfAsync(await ApiHost.OnAsync(Databases.Sqlite));
        var admin = await scene.Host.NewPersonAsync("admin");

        var answer = await admin.AdminSendAsync(
            new HttpMethod(attempt.Method), scene.Fill(attempt.Path), attempt.Body is { } body ? scene.Fill(body).Replace("mine@", $"{scene.New}@", StringComparison.Ordinal) : null);

        Assert.True(answer.Status is 200 or 201 || answer.Error == "role_built_in", answer.Text); // so the refusals above were about the permission
        if (attempt.Path.Contains("/roles/user", StringComparison.Ordinal) || attempt.Path.EndsWith("/support", StringComparison.Ordinal)
            || attempt.Path.EndsWith("/auditor", StringComparison.Ordinal))
            await RestoreShippedRolesAsync(admin);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Within_their_reach_a_delegated_administrator_works(string database)
    {
        var scene = await Scene.OfAsync(await ApiHost.OnAsync(database));
        var (caller, other) = (scene.Caller, scene.Other);

        (await caller.AdminSendAsync(HttpMethod.Post, "/v1/admin/roles", NewRoles.Body(scene.New, "users.read"))).Expect(201);
        (await caller.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{other.Name}/roles", NewRoles.Assign(scene.New))).Expect(200);
        (await caller.AdminSendAsync(HttpMethod.Patch, $"/v1/users/{other.Name}", """{"nickname":"x"}""")).Expect(200);
        (await caller.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{other.Name}/suspend")).Expect(200);
        (await caller.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{other.Name}/activate")).Expect(200);
        (await caller.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{scene.New}", NewRoles.Body(scene.New))).Expect(200);
        (await caller.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{scene.New}?force=true")).Expect(200);
        (await caller.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{other.Name}")).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_may_not_write_roles_changes_none(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var scene = await Scene.OfAsync(host);
        var before = await host.Database.ChecksumAsync();

        foreach (var role in new[] { "support", "auditor", "user" })
        {
            var caller = role switch { "support" => scene.Support, "auditor" => scene.Auditor, _ => scene.Other };
            foreach (var attempt in Attempts.Where(one => one.Path.Contains("/roles", StringComparison.Ordinal)))
            {
                var answer = await caller.AdminSendAsync(
                    new HttpMethod(attempt.Method), scene.Fill(attempt.Path), attempt.Body is { } body ? scene.Fill(body) : null);
                Assert.Equal("insufficient_permission", answer.Expect(403).Error);
            }
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_person_gives_themselves_nothing_by_their_own_profile(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync();
        var before = await host.Database.ChecksumAsync();

        foreach (var body in new[]
        {
            """{"roles":["admin"]}""", """{"roles":[]}""", """{"permissions":["users.read"]}""", """{"status":"suspended"}""", """{"email_verified":true}""",
            """{"email":"other@example.com"}""", """{"username":"other"}""", """{"id":"019a0b5d-ac96-774b-bcce-b302099a8057"}""",
            """{"purge_after":"2030-01-01T00:00:00Z"}""", """{"password_hash":"x"}""", """{"security_stamp":"x"}""", """{"version":1}""",
        })
        {
            (await person.PatchAsync(body)).Expect(400);
            (await person.PutAsync(body)).Expect(400);
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    // The roles that ship are shared by all tests of the run.
    private static async Task RestoreShippedRolesAsync(Person admin)
    {
        (await admin.AdminSendAsync(HttpMethod.Put, "/v1/admin/roles/user", NewRoles.Body("user"))).Expect(200);
        (await admin.AdminSendAsync(HttpMethod.Put, "/v1/admin/roles/support", NewRoles.Body("support", "users.read", "users.write", "audit.read"))).Expect(200);
        var all = (await admin.AdminGetAsync("/v1/admin/permissions")).Expect(200).Data.Names();
        (await admin.AdminSendAsync(HttpMethod.Put, "/v1/admin/roles/auditor",
            NewRoles.Body("auditor", [.. all.Where(permission => permission.EndsWith(".read", StringComparison.Ordinal))]))).Expect(200);
    }

    private sealed record Attempt(string Name, string Method, string Path, string? Body);

    private sealed record Scene(ApiHost Host, Person Caller, Person Other, Person Support, Person Auditor, string New, Dictionary<string, string> Names)
    {
        public static async Task<Scene> OfAsync(ApiHost host)
        {
            var root = await host.NewPersonAsync("admin");
            var (own, _) = await NewRoles.AddAsync(host, Delegated);
            var (beyond, _) = await NewRoles.AddAsync(host, "system.read");
            var (shared, _) = await NewRoles.AddAsync(host, "users.read");
            var (caller, other, support) = (await host.NewPersonAsync(own), await host.NewPersonAsync(), await host.NewPersonAsync("support"));
            var (admin, auditor) = (await host.NewPersonAsync("admin", shared), await host.NewPersonAsync("auditor"));
            var (suspended, deleted) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("admin"));
            (await root.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{suspended.Id}/suspend")).Expect(200);
            (await root.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{deleted.Id}")).Expect(200);
            var fresh = NewRoles.Name();
            return new Scene(host, caller, other, support, auditor, fresh, new Dictionary<string, string>
            {
                ["{own}"] = own,
                ["{beyond}"] = beyond,
                ["{shared}"] = shared,
                ["{self}"] = caller.Id.ToString(),
                ["{other}"] = other.Id.ToString(),
                ["{admin}"] = admin.Id.ToString(),
                ["{auditor}"] = auditor.Name,
                ["{suspended}"] = suspended.Name,
                ["{deleted}"] = deleted.Name,
                ["{new}"] = fresh,
            });
        }

        public string Fill(string text) => Names.Aggregate(text, (filled, name) => filled.Replace(name.Key, name.Value, StringComparison.Ordinal));
    }
}
