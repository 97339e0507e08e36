using System.Text.Json;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.AuditLogs;

public sealed class AuditExportTests
{
    private const string Export = "/v1/admin/audit-logs/export";

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Lines_of_json_hold_the_records_of_the_list(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());
        for (var i = 0; i < 3; i++) (await person.PatchAsync($$"""{"nickname":"n{{i}}"}""")).Expect(200);

        var file = (await auditor.AdminGetAsync($"{Export}?person={person.Name}")).Expect(200);
        var listed = (await auditor.AdminGetAsync($"/v1/admin/audit-logs?person={person.Name}")).Expect(200);

        Assert.Equal("application/x-ndjson", file.ContentHeaders.ContentType?.MediaType);
        Assert.Matches("^attachment; filename=\"?audit-[0-9-]+[.]ndjson", file.Header("Content-Disposition"));
        var lines = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetRawText());
        Assert.Equal(listed.Data.EnumerateArray().Select(record => record.GetRawText()), lines);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Csv_has_a_head_and_no_formula_of_a_stranger(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());
        (await host.SendAsync(HttpMethod.Patch, "/v1/users/profile", person.Token("profile.api"), """{"nickname":"a,\"b\""}""",
            headers: ("User-Agent", "=cmd|'/c calc'!A1"))).Expect(200);

        var file = (await host.SendAsync(
            HttpMethod.Get, $"{Export}?format=csv&person={person.Id}", auditor.Token("admin.api"), headers: ("Accept", "text/csv"))).Expect(200);

        Assert.Equal("text/csv", file.ContentHeaders.ContentType?.MediaType);
        Assert.Equal("no-store", file.Header("Cache-Control"));
        var lines = file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("id,occurred_at,action,outcome,", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.Contains(",'=cmd|'/c calc'!A1,", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", file.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_export_is_recorded_with_its_filters(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (auditor, person) = (await host.NewPersonAsync("auditor"), await host.NewPersonAsync());

        (await auditor.AdminGetAsync($"{Export}?format=csv&person={person.Id}&action=user.*")).Expect(200);

        var record = (await auditor.AdminGetAsync($"/v1/admin/audit-logs?actor_id={auditor.Id}&action=audit.exported")).Expect(200).Data[0];
        var values = record.GetProperty("new_values");
        Assert.Equal("csv", values.GetProperty("format").GetString());
        Assert.Equal(person.Id.ToString(), values.GetProperty("person").GetString());
        Assert.Equal("user.*", values.GetProperty("action").GetString());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Batches_follow_each_other_without_a_gap(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var auditor = await host.NewPersonAsync("auditor");
        await host.RecordAsync("test.batch", 2300);

        var file = (await auditor.AdminGetAsync($"{Export}?action=test.batch")).Expect(200);

        var ids = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("id").GetGuid()).ToList();
        Assert.Equal(2300, ids.Distinct().Count());
        Assert.Equal(2300, ids.Count);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_may_not_read_the_trail_gets_no_file_and_leaves_no_record(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync("user");
        var before = await host.Database.ChecksumAsync();

        (await person.AdminGetAsync(Export)).Expect(403);
        (await host.SendAsync(HttpMethod.Get, Export, person.Token("profile.api"))).Expect(403);
        (await host.SendAsync(HttpMethod.Get, Export)).Expect(401);
        (await host.SendAsync(HttpMethod.Post, Export, person.Token("admin.api"), "{}")).Expect(405);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }
}
