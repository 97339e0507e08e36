using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using UserApi.Tests.Hosting;
using UserDirectory.Audit;
using UserDirectory.Database;

namespace UserApi.Tests.PersonalActivity;

public sealed class OwnActivityTests
{
    private const string Path = "/v1/users/activity";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task What_others_did_is_told_without_who_and_from_where(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, admin) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));
        (await person.PatchAsync("""{"nickname":"Al"}""")).Expect(200);
        await RecordAsync(host, AuditEntry.OnUser("user.activated", Who(admin, "198.51.100.9", "Admin/1.0"), person.Id));
        await RecordAsync(host, AuditEntry.OnUser("user.sign_in_refused", new Actor(null, null, "198.51.100.66", "Burglar/1.0", null), person.Id) with { Succeeded = false });
        await RecordAsync(host, AuditEntry.OnUser("user.suspended", Who(person, "203.0.113.7", "Mine/1.0"), admin.Id) with { Detail = "of somebody else" });

        var list = (await person.GetAtAsync(Path)).Expect(200);

        var acts = list.Data.EnumerateArray().ToDictionary(act => act.GetProperty("action").GetString()!);
        Assert.Equal("you", By(acts["user.profile_updated"]));
        Assert.Equal("Al", acts["user.profile_updated"].GetProperty("new_values").GetProperty("nickname").GetString());
        Assert.Equal("administrator", By(acts["user.activated"]));
        Assert.Equal(("stranger", "failure"), (By(acts["user.sign_in_refused"]), acts["user.sign_in_refused"].GetProperty("outcome").GetString()));
        Assert.Equal("you", By(acts["user.suspended"]));
        Assert.Equal("Mine/1.0", acts["user.suspended"].GetProperty("user_agent").GetString());
        foreach (var secret in new[] { admin.Id.ToString(), admin.Name + "\"", "198.51.100", "Admin/1.0", "Burglar", "of somebody else" })
            Assert.DoesNotContain(secret, list.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task It_is_filtered_and_paged_and_each_act_comes_once(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, admin) = (await host.NewPersonAsync(), await host.NewPersonAsync("admin"));
        for (var i = 0; i < 4; i++)
        {
            await RecordAsync(host, AuditEntry.OnUser("test.mine", Who(person, null, null), person.Id));
            await RecordAsync(host, AuditEntry.OnUser("test.theirs", Who(admin, null, null), person.Id));
        }

        var (seen, query) = (new List<string>(), "limit=3");
        do
        {
            var page = (await person.GetAtAsync($"{Path}?{query}")).Expect(200);
            seen.AddRange(page.Data.EnumerateArray().Select(act => act.GetProperty("id").GetString()!));
            query = page.Meta.GetProperty("next_cursor").GetString() is { } next ? $"limit=3&cursor={next}" : "";
        }
        while (query.Length > 0);

        Assert.Equal(9, seen.Count); // eight of these, and the registration
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(seen.Skip(3).Take(3), (await person.GetAtAsync($"{Path}?limit=3&page=2")).Data.EnumerateArray().Select(act => act.GetProperty("id").GetString()));
        var mine = (await person.GetAtAsync($"{Path}?action=test.mine&outcome=success&from=2020-01-01&to=2100-01-01")).Expect(200);
        Assert.Equal(4, mine.Meta.GetProperty("total").GetInt32());
        Assert.Equal(0, (await person.GetAtAsync($"{Path}?to=2020-01-01")).Expect(200).Data.GetArrayLength());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_wrong_query_or_a_cursor_of_another_list_is_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (person, other) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        await RecordAsync(host, AuditEntry.OnUser("test.mine", Who(person, null, null), person.Id));
        var cursor = (await person.GetAtAsync($"{Path}?limit=1")).Expect(200).Meta.GetProperty("next_cursor").GetString();
        var before = await host.Database.ChecksumAsync();

        (await other.GetAtAsync($"{Path}?limit=1&cursor={cursor}")).Expect(400);
        foreach (var query in new[]
        {
            $"cursor={cursor}&action=test.mine", "cursor=forged", "person=" + other.Id, "actor_id=" + other.Id, "outcome=maybe", "from=yesterday",
            "limit=0", "limit=101", "page=0", "page=9999", "limit=1&limit=2", "action=%00", $"action={new string('a', 300)}", $"page=2&cursor={cursor}",
        })
            (await person.GetAtAsync($"{Path}?{query}")).Expect(400);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    private static Actor Who(Person person, string? address, string? agent) => new(person.Id, null, address, agent, null);

    private static string? By(JsonElement act) => act.GetProperty("by").GetString();

    private static async Task RecordAsync(ApiHost host, AuditEntry entry)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        db.Audit(entry);
        await db.SaveChangesAsync();
    }
}
