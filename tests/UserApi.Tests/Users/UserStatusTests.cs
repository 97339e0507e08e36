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

    [Theory, MemberData(nameof(Each))]
    public async Task A_suspended_account_is_as_far_out_of_reach_as_before(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, admin, other) = (await host.NewPersonAsync("support"), await host.NewPersonAsync("admin"), await host.NewPersonAsync("admin"));
        (await ChangeAsync(admin, other.Id, "suspend")).Expect(200);
        var before = await host.Database.ChecksumAsync();

        Assert.Equal("insufficient_permission", (await ChangeAsync(support, other.Id, "activate")).Expect(403).Error);

        Assert.Equal(before, await host.Database.ChecksumAsync());
        (await ChangeAsync(admin, other.Id, "activate")).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_suspends_themselves(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();

        Assert.Equal("own_account", (await ChangeAsync(admin, admin.Id, "suspend")).Expect(409).Error);
        Assert.Equal("own_account", (await ChangeAsync(admin, admin.Name, "suspend")).Expect(409).Error);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_is_named_by_its_user_name_in_any_spelling_or_by_its_id_in_any_case(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());

        (await ChangeAsync(admin, person.Name.ToUpperInvariant(), "suspend")).Expect(200);
        (await ChangeAsync(admin, person.Id.ToString().ToUpperInvariant(), "activate")).Expect(200);
        (await ChangeAsync(admin, $"%70{person.Name[1..]}", "suspend")).Expect(200);
        (await ChangeAsync(admin, $"{person.Id:B}", "activate")).Expect(404); // an id has one form
        (await ChangeAsync(admin, $"{person.Name}@example.com", "activate")).Expect(404); // an address is no name
    }

    private static Task<Answer> ChangeAsync(Person caller, object account, string change) =>
        caller.Host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{account}/{change}", caller.Token("admin.api"));
}
