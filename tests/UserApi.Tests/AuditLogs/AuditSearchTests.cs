using UserApi.Tests.Hosting;

namespace UserApi.Tests.AuditLogs;

public sealed class AuditSearchTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_person_is_found_as_who_acted_and_as_who_was_acted_on_by_id_and_by_name(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        (await person.PatchAsync("""{"nickname":"one"}""")).Expect(200);
        (await host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/suspend", admin.Token("admin.api"))).Expect(200);

        foreach (var named in new[] { person.Id.ToString(), person.Name, person.Name.ToUpperInvariant() })
        {
            var found = (await admin.AdminGetAsync($"/v1/admin/audit-logs?person={named}")).Expect(200);
            Assert.Equal(["user.suspended", "user.profile_updated", "user.registered"], Actions(found));
            Assert.Equal(3, found.Meta.GetProperty("total").GetInt64());
        }

        var suspended = (await admin.AdminGetAsync($"/v1/admin/audit-logs?person={person.Id}")).Data[0];
        Assert.Equal((admin.Name, person.Name), (suspended.GetProperty("actor_name").GetString(), suspended.GetProperty("target_name").GetString()));
        Assert.Empty(Actions((await admin.AdminGetAsync("/v1/admin/audit-logs?person=nobody-at-all")).Expect(200)));
        Assert.Empty(Actions((await admin.AdminGetAsync("/v1/admin/audit-logs?person=a%40b.example")).Expect(200)));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Pages_of_a_person_hold_each_record_once_by_number_and_by_cursor(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        for (var i = 0; i < 4; i++) (await person.PatchAsync($$"""{"nickname":"n{{i}}"}""")).Expect(200);
        (await host.SendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/suspend", admin.Token("admin.api"))).Expect(200);
        var path = $"/v1/admin/audit-logs?person={person.Id}&limit=2";

        var byNumber = new List<Guid>();
        for (var page = 1; page <= 3; page++) byNumber.AddRange(Ids((await admin.AdminGetAsync($"{path}&page={page}")).Expect(200)));
        var byCursor = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await admin.AdminGetAsync(cursor is null ? path : $"{path}&cursor={cursor}")).Expect(200);
            byCursor.AddRange(Ids(page));
            cursor = page.Meta.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(6, byNumber.Distinct().Count());
        Assert.Equal(byNumber, byCursor);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_action_is_found_whole_and_by_its_beginning(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        (await person.PatchAsync("""{"nickname":"one"}""")).Expect(200);
        var of = $"/v1/admin/audit-logs?person={person.Id}";

        Assert.Equal(["user.profile_updated"], Actions((await admin.AdminGetAsync($"{of}&action=user.profile_updated")).Expect(200)));
        Assert.Equal(2, Actions((await admin.AdminGetAsync($"{of}&action=user.*")).Expect(200)).Length);
        Assert.Empty(Actions((await admin.AdminGetAsync($"{of}&action=user.profile")).Expect(200)));
        Assert.Empty(Actions((await admin.AdminGetAsync($"{of}&action=us_r.*")).Expect(200))); // no pattern of SQL
        Assert.Equal(2, Actions((await admin.AdminGetAsync($"{of}&target_type=user&outcome=success")).Expect(200)).Length);
        Assert.Empty(Actions((await admin.AdminGetAsync($"{of}&target_type=client")).Expect(200)));
        Assert.Empty(Actions((await admin.AdminGetAsync($"{of}&outcome=failure")).Expect(200)));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task One_record_is_read_by_its_id(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());
        var listed = (await auditor.AdminGetAsync($"/v1/admin/audit-logs?person={person.Id}")).Expect(200).Data[0];
        var path = $"/v1/admin/audit-logs/{listed.GetProperty("id").GetGuid()}";

        var one = (await auditor.AdminGetAsync(path)).Expect(200);

        Assert.Equal(listed.GetRawText(), one.Data.GetRawText());
        Assert.Equal(304, (await host.SendAsync(HttpMethod.Get, path, auditor.Token("admin.api"), headers: ("If-None-Match", one.ETag))).Status);
        (await auditor.AdminGetAsync($"/v1/admin/audit-logs/{person.Id}")).Expect(404);
        (await auditor.AdminGetAsync("/v1/admin/audit-logs/first")).Expect(404);
        (await person.AdminGetAsync(path)).Expect(403);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Whether_the_chain_is_whole_is_told_with_the_first_record_that_is_not(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");

        var whole = (await auditor.AdminGetAsync("/v1/admin/audit-logs/verify")).Expect(200).Data;
        Assert.Equal("intact", whole.GetProperty("verdict").GetString());
        Assert.True(whole.GetProperty("unsealed").GetInt32() > 0); // the provider seals, and there is none here

        var id = (await auditor.AdminGetAsync($"/v1/admin/audit-logs?person={auditor.Id}")).Data[0].GetProperty("id").GetGuid();
        await host.Database.ExecuteAsync($"UPDATE audit_log SET position = 1 WHERE id = '{host.Database.Text(id)}'");
        var broken = (await auditor.AdminGetAsync("/v1/admin/audit-logs/verify")).Expect(200).Data;
        await host.Database.ExecuteAsync("UPDATE audit_log SET position = NULL WHERE position = 1");

        Assert.Equal(("broken", 1L, id), (
            broken.GetProperty("verdict").GetString(), broken.GetProperty("position").GetInt64(), broken.GetProperty("record_id").GetGuid()));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_query_that_cannot_be_meant_is_refused_by_name(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");
        var seal = Convert.ToBase64String(new byte[32]);
        (string Path, string Member)[] wrong =
        [
            ("?action=User.*", "action"), ("?action=*", "action"), ("?action=user.*.x", "action"), ("?action=user.%25", "action"),
            ("?action=user**", "action"), ("?person=%00", "person"), ("?person=a&person=b", "person"), ("?person=" + new string('x', 201), "person"),
            ("?target_type=%EF%BF%BD", "target_type"), ("?format=csv", "format"),
            ("/export?format=xml", "format"), ("/export?page=1", "page"), ("/export?limit=5", "limit"), ("/export?cursor=abc", "cursor"),
            ("/export?from=yesterday", "from"), ("/export?actor_id=1", "actor_id"), ("/export?columns=all", "columns"),
            ("/verify?after=1", "seal"), ($"/verify?seal={Uri.EscapeDataString(seal)}", "after"), ("/verify?after=-1&seal=" + seal, "after"),
            ("/verify?after=x&seal=" + seal, "after"), ("/verify?after=0&seal=" + seal, "after"), ("/verify?after=1&seal=AAAA", "seal"),
            ("/verify?after=99999999999999999999&seal=" + seal, "after"), ("/verify?all=true", "all"),
        ];
        var before = await host.Database.ChecksumAsync();

        foreach (var (path, member) in wrong)
        {
            var answer = (await auditor.AdminGetAsync($"/v1/admin/audit-logs{path}")).Expect(400);
            Assert.True(answer.WrongMembers is [var named] && named == member, $"{path}: {answer.Text}");
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_cursor_fits_its_caller_and_its_filters_alone(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, other) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync("auditor"));
        var cursor = (await auditor.AdminGetAsync("/v1/admin/audit-logs?limit=1")).Expect(200).Meta.GetProperty("next_cursor").GetString()!;
        (await auditor.AdminGetAsync($"/v1/admin/audit-logs?limit=1&cursor={cursor}")).Expect(200);

        string[] forged =
        [
            $"cursor={cursor}x", $"cursor={cursor[1..]}", $"action=user.*&cursor={cursor}", $"person={auditor.Id}&cursor={cursor}",
            $"target_type=user&cursor={cursor}", $"outcome=success&cursor={cursor}", $"from=2020-01-01&cursor={cursor}",
        ];
        foreach (var wrong in forged)
            Assert.Equal(["cursor"], (await auditor.AdminGetAsync($"/v1/admin/audit-logs?limit=1&{wrong}")).Expect(400).WrongMembers);
        Assert.Equal(["cursor"], (await other.AdminGetAsync($"/v1/admin/audit-logs?limit=1&cursor={cursor}")).Expect(400).WrongMembers);
    }

    private static string[] Actions(Answer answer) => [.. answer.Data.EnumerateArray().Select(record => record.GetProperty("action").GetString()!)];

    private static Guid[] Ids(Answer answer) => [.. answer.Data.EnumerateArray().Select(record => record.GetProperty("id").GetGuid())];
}
