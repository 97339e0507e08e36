using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Postgres;
using UserApi.Tests.Hosting;
using UserDirectory.Database;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Tests.Roles;

/// <summary>On databases of their own, where nobody else administers. On PostgreSQL two instances act at once.</summary>
public sealed class LastAdminTests
{
    private static readonly string[] Acts = ["take the role", "suspend", "delete"];

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task The_last_administrator_stays(string database)
    {
        var (host, _) = await InstancesAsync(database);
        var (last, spare) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var manager = await ManagerAsync(host);
        var before = await host.Database.ChecksumAsync();

        Assert.Equal("last_admin", (await last.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/users/{last.Id}/roles/admin")).Expect(409).Error);
        Assert.Equal("own_account", (await last.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{last.Id}/suspend")).Expect(409).Error);
        Assert.Equal("own_account", (await last.AdminSendAsync(HttpMethod.Delete, $"/v1/users/{last.Id}")).Expect(409).Error);
        foreach (var act in Acts)
            Assert.Equal("last_admin", (await ActAsync(host, manager, act, last)).Expect(409).Error);
        Assert.Equal(before, await host.Database.ChecksumAsync());

        (await last.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{spare.Id}/roles", NewRoles.Assign("admin"))).Expect(200);
        (await last.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/users/{last.Id}/roles/admin")).Expect(200);
        Assert.Equal([spare.Id], await ActiveAdminsAsync(host));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Two_who_remove_each_other_at_once_leave_one(string database)
    {
        var (first, second) = await InstancesAsync(database);
        foreach (var one in Acts)
        {
            foreach (var other in Acts)
            {
                var (a, b) = (await first.NewPersonAsync("admin"), await first.NewPersonAsync("admin"));
                await RetireAsync(first, except: [a.Id, b.Id]);

                var answers = await Task.WhenAll(ActAsync(first, a, one, b), ActAsync(second, b, other, a));

                var left = await ActiveAdminsAsync(first);
                Assert.True(left.Count >= 1, $"{one} and {other} left nobody: {answers[0].Text} {answers[1].Text}");
                Assert.All(answers, answer => Assert.True(answer.Status is 200 or 403 or 401 or 409, answer.Text));
                Assert.Equal(1, answers.Count(answer => answer.Status == 200)); // whoever came second was no administrator any more
            }
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Many_who_take_the_role_from_all_at_once_leave_one(string database)
    {
        var (first, second) = await InstancesAsync(database);
        var manager = await ManagerAsync(first); // holds everything, and is no administrator
        var admins = new List<Person>();
        for (var i = 0; i < 6; i++) admins.Add(await first.NewPersonAsync("admin"));

        var answers = await Task.WhenAll(admins.Select((admin, i) => ActAsync(i % 2 == 0 ? first : second, manager, Acts[i % 3], admin)));

        Assert.Equal([200, 200, 200, 200, 200, 409], answers.Select(answer => answer.Status).Order());
        Assert.Single(await ActiveAdminsAsync(first));
    }

    private static async Task<(ApiHost First, ApiHost Second)> InstancesAsync(string database)
    {
        if (database == Databases.Sqlite)
        {
            var only = await ApiHost.StartAsync(null);
            return (only, only); // one process has the file
        }

        var postgres = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        var first = await ApiHost.StartAsync(postgres);
        return (first, await ApiHost.StartAsync(postgres, ("Identity:MasterKeyFile", first.Setting("Identity:MasterKeyFile"))));
    }

    private static async Task<Person> ManagerAsync(ApiHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = TimeProvider.System.GetUtcNow();
        var name = NewRoles.Name();
        db.Add(new Role
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            NormalizedName = name.ToUpperInvariant(),
            Granted = [.. Permissions.All],
            CreatedAt = now,
            UpdatedAt = now,
        });
        await db.SaveChangesAsync();
        return await host.NewPersonAsync(name);
    }

    private static Task<Answer> ActAsync(ApiHost host, Person caller, string act, Person on)
    {
        var token = host.Issuer.Token(caller.Id.ToString(), "admin.api");
        return act switch
        {
            "take the role" => host.SendAsync(HttpMethod.Delete, $"/v1/admin/users/{on.Id}/roles/admin", token),
            "suspend" => host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{on.Id}/suspend", token),
            _ => host.SendAsync(HttpMethod.Delete, $"/v1/users/{on.Id}", token),
        };
    }

    private static IQueryable<Guid> Admins(IdentityDb db) =>
        from role in db.Set<Role>()
        join link in db.Set<IdentityUserRole<Guid>>() on role.Id equals link.RoleId
        join user in db.Set<User>() on link.UserId equals user.Id
        where role.Name == RoleNames.Admin && user.Status == UserStatus.Active
        select user.Id;

    private static async Task<List<Guid>> ActiveAdminsAsync(ApiHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await Admins(scope.ServiceProvider.GetRequiredService<IdentityDb>()).ToListAsync();
    }

    private static async Task RetireAsync(ApiHost host, Guid[] except)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await using var write = await db.BeginWriteAsync(default);
        await db.Set<User>().Where(user => Admins(db).Contains(user.Id) && !except.Contains(user.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended));
        await write.CommitAsync(default);
    }
}
