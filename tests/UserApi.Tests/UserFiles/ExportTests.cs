using System.Text.Json;
using UserApi.Tests.Hosting;
using UserApi.Tests.Roles;

namespace UserApi.Tests.UserFiles;

public sealed class ExportTests
{
    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Batches_follow_each_other_without_a_gap_and_in_the_order_of_the_list(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (role, _) = await NewRoles.AddAsync(host);
        var names = Enumerable.Range(0, 2300).Select(_ => NewRoles.Name()).ToArray();
        (await admin.ImportAsync(string.Join('\n', names.Select(name => FileCalls.Line(name, $"\"roles\":[\"{role}\"],\"created_at\":\"2020-01-01T00:00:00Z\""))))).Expect(200);

        foreach (var sort in new[] { "-created_at", "created_at", "username", "-email" })
        {
            var found = (await admin.AdminGetAsync($"{FileCalls.Export}?role={role}&sort={sort}")).Expect(200).Lines()
                .Select(line => line.GetProperty("username").GetString()!).ToList();
            Assert.Equal(2300, found.Count);
            Assert.Equal(names.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            if (sort == "username") Assert.Equal(names.Order(StringComparer.Ordinal), found);
        }
    }

    [Theory]
    [InlineData(Databases.Sqlite, "ndjson")]
    [InlineData(Databases.Sqlite, "csv")]
    [InlineData(Databases.Postgres, "ndjson")]
    [InlineData(Databases.Postgres, "csv")]
    public async Task What_was_exported_can_be_imported_as_it_is(string database, string format)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (role, _) = await NewRoles.AddAsync(host, "users.read");
        var name = NewRoles.Name();
        (await admin.ImportAsync(FileCalls.Line(name,
            $$"""
            "email_verified":true,"given_name":"=1+1","family_name":"a,\"b\"","nickname":"'=x","bio":"two\r\nlines","phone_number":"+4915112345678","birthdate":"1990-04-12","address":{"street_address":"@home\nabove","country":"DE"},"status":"suspended","roles":["user","{{role}}"],"created_at":"2019-05-06T07:08:09.123456Z"
            """))).Expect(200);
        var first = (await admin.AdminGetAsync($"/v1/users/{name}")).Expect(200).Data;

        var file = (await admin.AdminGetAsync($"{FileCalls.Export}?format={format}&q={name}")).Expect(200);
        var renamed = NewRoles.Name();
        var type = format == "csv" ? FileCalls.Csv : FileCalls.Ndjson;
        var report = (await admin.ImportAsync(file.Text.Replace(name, renamed, StringComparison.Ordinal), type: type)).Expect(200);

        Assert.Equal("created", Assert.Single(report.Lines()).Outcome());
        var second = (await admin.AdminGetAsync($"/v1/users/{renamed}")).Expect(200).Data;
        foreach (var member in first.EnumerateObject().Where(member => member.Name is not ("id" or "updated_at" or "picture")))
            Assert.Equal(member.Value.GetRawText().Replace(name, renamed, StringComparison.Ordinal), second.GetProperty(member.Name).GetRawText());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task No_export_holds_a_secret_or_a_formula(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var name = NewRoles.Name();
        (await admin.ImportAsync(FileCalls.Line(name,
            "\"given_name\":\"=cmd|'/c calc'!A1\",\"password_hash\":\"$2b$05$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm\""))).Expect(200);

        foreach (var format in new[] { "csv", "ndjson" })
        {
            var file = (await admin.AdminGetAsync($"{FileCalls.Export}?q={name}&format={format}")).Expect(200);
            Assert.Equal(format == "csv" ? FileCalls.Csv : FileCalls.Ndjson, file.ContentHeaders.ContentType?.MediaType);
            Assert.Matches($"^attachment; filename=\"?users-[0-9-]+[.]{format}", file.Header("Content-Disposition"));
            Assert.Equal("no-store", file.Header("Cache-Control"));
            foreach (var secret in new[] { "password", "$2b$", "stamp", "CCCC" }) Assert.DoesNotContain(secret, file.Text, StringComparison.OrdinalIgnoreCase);
            if (format == "csv") Assert.Contains(",'=cmd|'/c calc'!A1,", file.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_format_is_what_was_asked_for_or_what_alone_is_accepted()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var admin = await host.NewPersonAsync("admin");
        async Task<string?> TypeAsync(string accept, string query = "") => (await host.SendAsync(
            HttpMethod.Get, $"{FileCalls.Export}?q={admin.Name}{query}", admin.Token("admin.api"), headers: ("Accept", accept))).Expect(200).ContentHeaders.ContentType?.MediaType;

        Assert.Equal(FileCalls.Csv, await TypeAsync("text/csv"));
        Assert.Equal(FileCalls.Ndjson, await TypeAsync("*/*"));
        Assert.Equal(FileCalls.Ndjson, await TypeAsync("application/x-ndjson"));
        Assert.Equal(FileCalls.Csv, await TypeAsync("*/*", "&format=csv"));
        Assert.Equal(["format"], (await admin.AdminGetAsync($"{FileCalls.Export}?format=xlsx")).Expect(400).WrongMembers);
        Assert.Equal(["page"], (await admin.AdminGetAsync($"{FileCalls.Export}?page=2")).Expect(400).WrongMembers);
        Assert.Equal(["staus"], (await admin.AdminGetAsync($"{FileCalls.Export}?staus=active")).Expect(400).WrongMembers);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task An_export_is_recorded_with_its_filters_and_how_many_it_gave_out(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());

        (await admin.AdminGetAsync($"{FileCalls.Export}?format=csv&q={person.Name}&status=active")).Expect(200);
        (await admin.AdminGetAsync($"{FileCalls.Export}?role=nobody-has-this")).Expect(200);

        var records = await admin.RecordsAsync($"actor_id={admin.Id}&action=users.exported");
        Assert.Equal(2, records.Length);
        Assert.Equal(0, records[0].GetProperty("new_values").GetProperty("count").GetInt32());
        var values = records[1].GetProperty("new_values");
        Assert.Equal(("csv", person.Name, "active"), (Text(values, "format"), Text(values, "q"), Text(values, "status")));
        Assert.True(values.GetProperty("count").GetInt32() >= 1);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Who_may_only_read_or_write_accounts_gets_no_file_and_leaves_no_record(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, auditor) = (await host.NewPersonAsync("support"), await host.NewPersonAsync("auditor"));
        var exporter = await NewRoles.PersonWithAsync(host, "users.export");
        var before = await host.Database.ChecksumAsync();

        foreach (var person in new[] { support, auditor }) (await person.AdminGetAsync(FileCalls.Export)).Expect(403);
        (await host.SendAsync(HttpMethod.Get, FileCalls.Export, exporter.Token("profile.api"))).Expect(403);
        (await host.SendAsync(HttpMethod.Get, FileCalls.Export)).Expect(401);

        Assert.Equal(before, await host.Database.ChecksumAsync());
        (await exporter.AdminGetAsync($"{FileCalls.Export}?q={support.Name}")).Expect(200);
    }

    private static string? Text(JsonElement values, string name) => values.GetProperty(name).GetString();
}
