using UserApi.Tests.Hosting;
using UserApi.Tests.Roles;

namespace UserApi.Tests.UserFiles;

/// <summary>Who may import, and which roles they may give by it.</summary>
public sealed class ImportRightsTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_gives_a_permission_that_they_lack(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var caller = await NewRoles.PersonWithAsync(host, "users.read", "users.write", "roles.write");
        var (within, _) = await NewRoles.AddAsync(host, "users.read");
        var (name, other) = (NewRoles.Name(), NewRoles.Name());

        foreach (var roles in new[] { "[\"admin\"]", "[\"ADMIN\"]", "[\"user\",\"auditor\"]", $"[\"{within}\",\"admin\"]", "[\"support\"]" })
            Assert.Contains("which you do not have", (await caller.ImportAsync(FileCalls.Line(name, $"\"roles\":{roles}"))).RefusedFor("roles"), StringComparison.Ordinal);
        (await caller.ImportAsync(FileCalls.Line(other, $"\"roles\":[\"{within}\",\"user\"]"))).Expect(200);

        (await caller.AdminGetAsync($"/v1/users/{name}")).Expect(404);
        Assert.Equal(new[] { within, "user" }.Order(), (await caller.AdminGetAsync($"/v1/users/{other}")).Expect(200).Data.GetProperty("roles").Texts());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_may_not_write_roles_names_none(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var support = await host.NewPersonAsync("support");
        var (name, other, plain) = (NewRoles.Name(), NewRoles.Name(), NewRoles.Name());

        Assert.Contains("roles.write", (await support.ImportAsync(FileCalls.Line(name, "\"roles\":[\"support\"]"))).RefusedFor("roles"), StringComparison.Ordinal);
        Assert.Contains("roles.write", (await support.ImportAsync(FileCalls.Line(name, "\"roles\":[]"))).RefusedFor("roles"), StringComparison.Ordinal);
        var report = (await support.ImportAsync($"{FileCalls.Line(other, "\"roles\":[\"User\"]")}\n{FileCalls.Line(plain)}")).Expect(200);

        Assert.Equal(2, report.Summary().GetProperty("created").GetInt32()); // the role that everybody has is no gift
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_may_not_import_changes_nothing(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (user, auditor, exporter) = (await host.NewPersonAsync(), await host.NewPersonAsync("auditor"), await NewRoles.PersonWithAsync(host, "users.export", "users.read"));
        var before = await host.Database.ChecksumAsync();

        foreach (var person in new[] { user, auditor, exporter })
            Assert.Equal("insufficient_permission", (await person.ImportAsync(FileCalls.Line("some-one"))).Expect(403).Error);
        (await host.SendAsync(HttpMethod.Post, FileCalls.Import, user.Token("profile.api"), FileCalls.Line("some-one"), FileCalls.Ndjson)).Expect(403);
        (await host.SendAsync(HttpMethod.Post, FileCalls.Import, null, FileCalls.Line("some-one"), FileCalls.Ndjson)).Expect(401);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_somebody_lost_a_moment_ago_they_cannot_use(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, support) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("support"));
        (await support.ImportAsync(FileCalls.Line(NewRoles.Name()))).Expect(200); // their permissions are believed for some seconds now
        await host.Database.ExecuteAsync($"DELETE FROM user_roles WHERE user_id = '{host.Database.Text(support.Id)}'"); // as another instance would
        var name = NewRoles.Name();

        var report = (await support.ImportAsync(FileCalls.Line(name))).Expect(200);

        Assert.Contains("any more", report.RefusedFor("line"), StringComparison.Ordinal);
        (await admin.AdminGetAsync($"/v1/users/{name}")).Expect(404);
    }
}
