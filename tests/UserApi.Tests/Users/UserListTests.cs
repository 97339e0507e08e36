using UserApi.Tests.Hosting;

namespace UserApi.Tests.Users;

public sealed class UserListTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task An_account_is_found_by_id_and_by_name(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());

        foreach (var key in new[] { person.Id.ToString(), person.Name, person.Name.ToUpperInvariant() })
        {
            var answer = (await admin.AdminGetAsync($"/v1/users/{key}")).Expect(200);
            Assert.Equal(person.Id, answer.Data.GetProperty("id").GetGuid());
            Assert.Equal((await person.ProfileAsync()).ETag, answer.ETag);
        }

        string[] absent = ["nobody-here", Guid.Empty.ToString(), "%00", "a%20b", new string('x', 300), "%F0%9F%A6%8A", "..%2Fprofile"];
        foreach (var key in absent)
            Assert.Contains((await admin.AdminGetAsync($"/v1/users/{key}")).Status, new[] { 400, 404 });
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_list_is_searched_filtered_and_paged(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var marked = new List<Person>();
        for (var i = 0; i < 5; i++)
        {
            marked.Add(await host.NewPersonAsync("user"));
            (await marked[i].PatchAsync("""{"family_name":"Quetzalcoatl"}""")).Expect(200);
        }

        var all = (await admin.AdminGetAsync("/v1/users?q=quetzal&limit=100")).Expect(200);
        Assert.Equal(marked.Select(person => person.Id).Order(), Ids(all).Order());
        Assert.Equal(5, all.Meta.GetProperty("total").GetInt64());
        Assert.False(all.Meta.GetProperty("has_next").GetBoolean());

        var byNumber = new List<Guid>();
        for (var page = 1; page <= 3; page++)
            byNumber.AddRange(Ids((await admin.AdminGetAsync($"/v1/users?q=quetzal&limit=2&page={page}")).Expect(200)));
        Assert.Equal(Ids(all), byNumber);
        Assert.Equal(Ids(all), await WalkAsync(admin, "/v1/users?q=quetzal&limit=2"));

        Assert.Contains(admin.Id, Ids((await admin.AdminGetAsync("/v1/users?role=admin&limit=100")).Expect(200)));
        Assert.Empty(Ids((await admin.AdminGetAsync("/v1/users?q=quetzal&status=suspended")).Expect(200)));
        Assert.Empty(Ids((await admin.AdminGetAsync("/v1/users?q=quetzal&created_to=2001-01-01")).Expect(200)));
        Assert.Equal(5, Ids((await admin.AdminGetAsync("/v1/users?q=quetzal&created_from=2001-01-01T00:00:00Z")).Expect(200)).Length);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_cursor_fits_its_caller_and_its_query_alone(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, other) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("admin"));
        var cursor = (await admin.AdminGetAsync("/v1/users?limit=1")).Expect(200).Meta.GetProperty("next_cursor").GetString()!;

        (await admin.AdminGetAsync($"/v1/users?limit=1&cursor={cursor}")).Expect(200);
        var middle = cursor.Length / 2;
        var changed = cursor[..middle] + (cursor[middle] == 'A' ? 'B' : 'A') + cursor[(middle + 1)..];
        string[] forged = [changed, cursor[1..], "e30", "AAAA", new string('A', 2000), "%22", cursor + "AAAA"];
        foreach (var wrong in forged)
            Assert.Equal(["cursor"], (await admin.AdminGetAsync($"/v1/users?limit=1&cursor={wrong}")).Expect(400).WrongMembers);

        Assert.Equal(["cursor"], (await other.AdminGetAsync($"/v1/users?limit=1&cursor={cursor}")).Expect(400).WrongMembers);
        Assert.Equal(["cursor"], (await admin.AdminGetAsync($"/v1/users?limit=1&status=active&cursor={cursor}")).Expect(400).WrongMembers);
        Assert.Equal(["cursor"], (await admin.AdminGetAsync($"/v1/users?limit=1&q=x&cursor={cursor}")).Expect(400).WrongMembers);
        Assert.Equal(["cursor"], (await admin.AdminGetAsync($"/v1/admin/audit-logs?limit=1&cursor={cursor}")).Expect(400).WrongMembers);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_query_that_cannot_be_meant_is_refused_by_name(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        (string Query, string Member)[] wrong =
        [
            ("limit=101", "limit"), ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=ten", "limit"), ("limit=1&limit=2", "limit"),
            ("limit=99999999999999999999", "limit"), ("page=0", "page"), ("page=1.5", "page"), ("page=101&limit=100", "page"),
            ("page=2147483647", "page"), ("page=1&cursor=x", "page"), ("status=gone", "status"), ("status=active&status=active", "status"),
            ("sort=password_hash", "sort"), ("sort=created_at;drop", "sort"), ("created_from=yesterday", "created_from"),
            ("created_to=2026-13-01", "created_to"), ("statsu=active", "statsu"), ("Status=active", "Status"), ("q=a%00b", "q"),
            ("q=" + new string('a', 3000), "q"),
        ];

        foreach (var (query, member) in wrong)
        {
            var answer = (await admin.AdminGetAsync($"/v1/users?{query}")).Expect(400);
            Assert.True(answer.WrongMembers is [var named] && named == member, $"{query}: {answer.Text}");
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task What_would_be_a_pattern_or_a_command_is_only_text(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");

        string[] texts = ["%%%", "___", "'; DROP TABLE users; --", "\"\"\"", "a\" OR \"b", "NEAR(x", "***", "(((", "a NOT b", "col:y"];
        foreach (var text in texts)
        {
            var answer = (await admin.AdminGetAsync($"/v1/users?q={Uri.EscapeDataString(text)}")).Expect(200);
            Assert.Equal(0, answer.Meta.GetProperty("total").GetInt64());
        }
    }

    private static Guid[] Ids(Answer answer) => [.. answer.Data.EnumerateArray().Select(user => user.GetProperty("id").GetGuid())];

    private static async Task<List<Guid>> WalkAsync(Person admin, string path)
    {
        var ids = new List<Guid>();
        string? cursor = null;
        do
        {
            var answer = (await admin.AdminGetAsync(cursor is null ? path : $"{path}&cursor={cursor}")).Expect(200);
            ids.AddRange(Ids(answer));
            cursor = answer.Meta.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return ids;
    }
}
