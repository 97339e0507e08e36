using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UserApi.Tests.Hosting;
using UserApi.Tests.Roles;
using UserDirectory.Database;

namespace UserApi.Tests.UserFiles;

public sealed class ImportTests
{
    private const string Bcrypt = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm"; // of U*U*U

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Lines_of_json_become_accounts_with_all_that_they_tell(string database)
    {
        var admin = await (await ApiHost.OnAsync(database)).NewPersonAsync("admin");
        var name = NewRoles.Name();

        var report = (await admin.ImportAsync(FileCalls.Line(name,
            $$"""
            "email_verified":true,"password_hash":"{{Bcrypt}}","given_name":"Ada","family_name":"Lovelace","middle_name":"King","nickname":"Al","phone_number":"+4915112345678","bio":"Two\nlines","website":"https://example.com/","birthdate":"1815-12-10","gender":"f","zoneinfo":"Europe/London","locale":"en-GB","address":{"street_address":"12 St James's Sq","locality":"London","region":"London","postal_code":"SW1Y","country":"GB"},"status":"suspended","roles":["user","support"],"created_at":"2019-05-06T07:08:09Z"
            """))).Expect(200);

        Assert.Equal(FileCalls.Ndjson, report.ContentHeaders.ContentType?.MediaType);
        Assert.Equal("no-store", report.Header("Cache-Control"));
        var line = Assert.Single(report.Lines());
        Assert.Equal((1, name, "created"), (line.GetProperty("line").GetInt32(), line.GetProperty("username").GetString(), line.Outcome()));
        Assert.Equal("""{"dry_run":false,"lines":1,"created":1,"skipped":0,"refused":0}""", report.Summary().GetRawText());
        Assert.DoesNotContain(Bcrypt, report.Text, StringComparison.Ordinal);
        var made = (await admin.AdminGetAsync($"/v1/users/{name}")).Expect(200).Data;
        Assert.Equal(line.GetProperty("id").GetGuid(), made.GetProperty("id").GetGuid());
        Assert.True(made.GetProperty("email_verified").GetBoolean());
        Assert.Equal("Ada King Lovelace", made.GetProperty("name").GetString());
        Assert.Equal("+4915112345678", made.GetProperty("phone_number").GetString());
        Assert.Equal("Two\nlines", made.GetProperty("bio").GetString());
        Assert.Equal("London", made.GetProperty("address").GetProperty("locality").GetString());
        Assert.Equal("suspended", made.GetProperty("status").GetString());
        Assert.Equal(["support", "user"], made.GetProperty("roles").Texts());
        Assert.Equal(new DateTimeOffset(2019, 5, 6, 7, 8, 9, TimeSpan.Zero), made.GetProperty("created_at").GetDateTimeOffset());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Lines_of_csv_become_the_same_accounts(string database)
    {
        var admin = await (await ApiHost.OnAsync(database)).NewPersonAsync("admin");
        var (first, second) = (NewRoles.Name(), NewRoles.Name());

        // RFC 4180: a byte order mark, fields with quotes, commas and line breaks, blank lines; columns in any order
        var report = (await admin.ImportAsync(
            $"\uFEFFemail,username,given_name,bio,email_verified,roles,address.country,phone_number\r\n"
            + $"{first}@files.test,{first},\"Ada, \"\"the first\"\"\",\"two\r\nlines\",TRUE,support user,GB,'+4915112345678\r\n"
            + $"\r\n{second}@files.test,{second},,,,,,\n", type: "text/csv; charset=utf-8; header=present")).Expect(200);

        Assert.Equal([2, 5], report.Lines().Select(line => line.GetProperty("line").GetInt32()));
        Assert.All(report.Lines(), line => Assert.Equal("created", line.Outcome()));
        var made = (await admin.AdminGetAsync($"/v1/users/{first}")).Expect(200).Data;
        Assert.Equal("Ada, \"the first\"", made.GetProperty("given_name").GetString());
        Assert.Equal("two\r\nlines", made.GetProperty("bio").GetString());
        Assert.Equal("+4915112345678", made.GetProperty("phone_number").GetString()); // the spreadsheet's apostrophe is gone
        Assert.Equal("GB", made.GetProperty("address").GetProperty("country").GetString());
        Assert.Equal(["support", "user"], made.GetProperty("roles").Texts());
        var bare = (await admin.AdminGetAsync($"/v1/users/{second}")).Expect(200).Data;
        Assert.False(bare.GetProperty("email_verified").GetBoolean());
        Assert.Equal(["user"], bare.GetProperty("roles").Texts());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_dry_run_tells_the_same_and_writes_nothing(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (fresh, other) = (NewRoles.Name(), NewRoles.Name());
        var file = string.Join('\n', FileCalls.Line(fresh), FileCalls.Line(admin.Name), FileCalls.Line(fresh.ToUpperInvariant()), """{"username":"x"}""", FileCalls.Line(other));
        var before = await host.Database.ChecksumAsync();

        var rehearsed = (await admin.ImportAsync(file, "?dry_run=true&on_conflict=skip")).Expect(200);
        Assert.Equal(before, await host.Database.ChecksumAsync());
        var real = (await admin.ImportAsync(file, "?on_conflict=skip")).Expect(200);

        Assert.Equal(["created", "skipped", "skipped", "refused", "created"], rehearsed.Lines().Select(line => line.Outcome()));
        Assert.All(rehearsed.Lines(), line => Assert.False(line.TryGetProperty("id", out _)));
        Assert.Equal(rehearsed.Lines().Select(line => line.Outcome()), real.Lines().Select(line => line.Outcome()));
        Assert.True(rehearsed.Summary().GetProperty("dry_run").GetBoolean());
        (await admin.AdminGetAsync($"/v1/users/{fresh}")).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_same_file_again_makes_nobody_twice_and_changes_nobody(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var names = Enumerable.Range(0, 450).Select(_ => NewRoles.Name()).ToArray(); // more than two batches
        var file = string.Join("\r\n", names.Select(name => FileCalls.Line(name, "\"nickname\":\"first\"")));
        (await admin.ImportAsync(string.Join('\n', names.Take(250).Select(name => FileCalls.Line(name))))).Expect(200); // as far as it came before

        var rest = (await admin.ImportAsync(file, "?on_conflict=skip")).Expect(200);
        var again = (await admin.ImportAsync(file)).Expect(200);

        Assert.Equal((450, 200, 250, 0), Counts(rest));
        Assert.Equal((450, 0, 0, 450), Counts(again));
        Assert.All(again.Lines(), line => Assert.Equal(["email", "username"], line.Wrong().Order()));
        var kept = (await admin.AdminGetAsync($"/v1/users/{names[0]}")).Expect(200).Data;
        Assert.Null(kept.GetProperty("nickname").GetString());
    }

    [Theory]
    [InlineData(Databases.Sqlite)]
    [InlineData(Databases.Postgres)]
    public async Task Of_imports_and_registrations_at_once_each_name_is_made_once(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var names = Enumerable.Range(0, 60).Select(_ => NewRoles.Name()).ToArray();
        var file = string.Join('\n', names.Select(name => FileCalls.Line(name)));
        var registered = names.Where((_, index) => index % 6 == 0).ToArray();

        var imports = Enumerable.Range(0, 4).Select(_ => admin.ImportAsync(file, "?on_conflict=skip")).ToArray();
        var registrations = registered.Select(name => host.SendAsync(
            HttpMethod.Post, "/v1/users", admin.Token("admin.api"), $$"""{"username":"{{name}}","email":"{{name}}@files.test","password":"Pass123$Pass"}""")).ToArray();
        var reports = await Task.WhenAll(imports);
        var answers = await Task.WhenAll(registrations);

        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 409, answer.Text));
        var made = reports.SelectMany(report => report.Expect(200).Lines()).Where(line => line.Outcome() == "created")
            .Select(line => line.GetProperty("username").GetString()!).ToList();
        var byHand = registered.Where((_, index) => answers[index].Status == 201).ToList();
        Assert.Equal(names.Order(), made.Concat(byHand).Order());
        Assert.All(reports.SelectMany(report => report.Lines()), line => Assert.NotEqual("refused", line.Outcome()));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Each_account_and_the_file_are_recorded_once_and_no_record_holds_a_hash(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (first, second) = (NewRoles.Name(), NewRoles.Name());

        (await admin.ImportAsync(string.Join('\n', FileCalls.Line(first, $"\"password_hash\":\"{Bcrypt}\""), FileCalls.Line(second), FileCalls.Line(first)))).Expect(200);

        var accounts = await admin.RecordsAsync($"actor_id={admin.Id}&action=user.imported");
        Assert.Equal([first, second], accounts.Select(record => record.GetProperty("new_values").GetProperty("username").GetString()).Order());
        Assert.DoesNotContain("$2b$", string.Concat(accounts.Select(record => record.GetRawText())), StringComparison.Ordinal);
        var file = Assert.Single(await admin.RecordsAsync($"actor_id={admin.Id}&action=users.imported"));
        Assert.Equal("success", file.GetProperty("outcome").GetString());
        Assert.Equal("""{"lines":3,"created":2,"skipped":0,"refused":1}""", file.GetProperty("new_values").GetRawText());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_is_mailed(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var before = await OutboxAsync(host);

        (await admin.ImportAsync(FileCalls.Line(NewRoles.Name()))).Expect(200);

        Assert.Equal(before, await OutboxAsync(host));
    }

    private static async Task<int> OutboxAsync(ApiHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return await db.Database.SqlQueryRaw<int>("SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM outbox").SingleAsync();
    }

    private static (int Lines, int Created, int Skipped, int Refused) Counts(Answer report)
    {
        var summary = report.Summary();
        return (summary.GetProperty("lines").GetInt32(), summary.GetProperty("created").GetInt32(), summary.GetProperty("skipped").GetInt32(),
            summary.GetProperty("refused").GetInt32());
    }
}
