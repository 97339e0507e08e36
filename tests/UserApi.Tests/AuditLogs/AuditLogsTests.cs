using System.Text.Json;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.AuditLogs;

public sealed class AuditLogsTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_change_is_recorded_once_with_who_what_and_from_where(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());
        (await host.SendAsync(HttpMethod.Patch, "/v1/users/profile", person.Token("profile.api"), """{"nickname":"Al"}""",
            headers: ("User-Agent", "test-agent/1.0"))).Expect(200);

        var records = (await auditor.AdminGetAsync($"/v1/admin/audit-logs?actor_id={person.Id}")).Expect(200);

        var record = Assert.Single(records.Data.EnumerateArray());
        Assert.Equal("user.profile_updated", record.GetProperty("action").GetString());
        Assert.Equal("success", record.GetProperty("outcome").GetString());
        Assert.Equal(person.Id.ToString(), record.GetProperty("target_id").GetString());
        Assert.Equal("spa", record.GetProperty("client_id").GetString());
        Assert.Equal("127.0.0.1", record.GetProperty("ip_address").GetString());
        Assert.Equal("test-agent/1.0", record.GetProperty("user_agent").GetString());
        Assert.Equal("Al", record.GetProperty("new_values").GetProperty("nickname").GetString());
        Assert.Equal(JsonValueKind.Null, record.GetProperty("old_values").GetProperty("nickname").ValueKind);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Records_come_newest_first_and_the_cursor_walks_them_all_once(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());
        for (var i = 0; i < 5; i++) (await person.PatchAsync($$"""{"nickname":"n{{i}}"}""")).Expect(200);
        var path = $"/v1/admin/audit-logs?actor_id={person.Id}&limit=2";

        var nicknames = new List<string?>();
        string? cursor = null;
        do
        {
            var page = (await auditor.AdminGetAsync(cursor is null ? path : $"{path}&cursor={cursor}")).Expect(200);
            nicknames.AddRange(page.Data.EnumerateArray()
                .Select(record => record.GetProperty("new_values").GetProperty("nickname").GetString()));
            cursor = page.Meta.GetProperty("next_cursor").GetString();
            Assert.Equal(cursor is not null, page.Meta.GetProperty("has_next").GetBoolean());
        }
        while (cursor is not null);

        Assert.Equal(["n4", "n3", "n2", "n1", "n0"], nicknames);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_registration_leaves_no_password_in_its_record(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");
        (await host.SendAsync(HttpMethod.Post, "/v1/users", json:
            """{"username":"noted-person","email":"noted@example.com","password":"Secret-Sauce-7$"}""")).Expect(201);

        var records = (await auditor.AdminGetAsync("/v1/admin/audit-logs?limit=100")).Expect(200);

        Assert.Contains("noted", records.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret-Sauce", records.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_query_that_cannot_be_meant_is_refused_by_name(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");
        (string Query, string Member)[] wrong =
        [
            ("actor_id=me", "actor_id"), ("actor_id=", ""), ("outcome=maybe", "outcome"), ("from=now", "from"), ("to=1", "to"),
            ("limit=0", "limit"), ("cursor=abc", "cursor"), ("actor=x", "actor"),
            ("action=a&action=b", "action"), ("target_id=%00", "target_id"),
        ];

        foreach (var (query, member) in wrong)
        {
            var answer = await auditor.AdminGetAsync($"/v1/admin/audit-logs?{query}");
            if (member.Length == 0) answer.Expect(200); // empty is absent
            else Assert.Equal([member], answer.Expect(400).WrongMembers);
        }
    }
}
