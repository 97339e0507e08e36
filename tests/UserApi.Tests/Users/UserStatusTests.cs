using UserApi.Tests.Hosting;

namespace UserApi.Tests.Users;

public sealed class UserStatusTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_is_suspended_and_activated_once_each(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());

        Assert.Equal("suspended", (await ChangeAsync(admin, person.Id, "suspend")).Expect(200).Data.GetProperty("status").GetString());
        Assert.Equal("status_unchanged", (await ChangeAsync(admin, person.Id, "suspend")).Expect(409).Error);
        Assert.Equal("active", (await ChangeAsync(admin, person.Id, "activate")).Expect(200).Data.GetProperty("status").GetString());
        Assert.Equal("status_unchanged", (await ChangeAsync(admin, person.Id, "activate")).Expect(409).Error);
        (await ChangeAsync(admin, Guid.Empty, "suspend")).Expect(404);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_suspends_an_account_that_holds_what_they_lack(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, admin, auditor) = (await host.NewPersonAsync("support"), await host.NewPersonAsync("admin"), await host.NewPersonAsync("auditor"));
        var before = await host.Database.ChecksumAsync();

        Assert.Equal("insufficient_permission", (await ChangeAsync(support, admin.Id, "suspend")).Expect(403).Error);
        Assert.Equal("insufficient_permission", (await ChangeAsync(support, auditor.Id, "suspend")).Expect(403).Error);
        (await ChangeAsync(auditor, support.Id, "suspend")).Expect(403); // may read everything, and write nothing
        (await host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{support.Id}/suspend", admin.Token("profile.api"))).Expect(403);
        (await host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{support.Id}/suspend", null)).Expect(401);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    private static Task<Answer> ChangeAsync(Person caller, Guid id, string change) =>
        caller.Host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{id}/{change}", caller.Token("admin.api"));
}
