using System.Text;
using UserApi.Tests.Hosting;
using UserApi.Tests.Roles;

namespace UserApi.Tests.UserFiles;

/// <summary>Files that are wrong as a whole, and lines that are wrong by themselves.</summary>
public sealed class ImportRefusalTests
{
    private const string Head = "username,email,given_name\r\n";

    private static readonly WrongFile[] WrongFiles =
    [
        new("no content type", "", FileCalls.Line("some-one"), 415),
        new("json", "application/json", FileCalls.Line("some-one"), 415),
        new("a form", "multipart/form-data; boundary=x", FileCalls.Line("some-one"), 415),
        new("another charset", "text/csv; charset=utf-16", Head, 415),
        new("csv that says it has no header", "text/csv; header=absent", "some-one,some@files.test", 415),
        new("nothing", FileCalls.Ndjson, "", 400),
        new("blank lines", FileCalls.Ndjson, "\n\n  \r\n", 400),
        new("no header", FileCalls.Csv, "", 400),
        new("a header alone", FileCalls.Csv, Head, 400),
        new("an unknown column", FileCalls.Csv, "username,email,password\r\nsome-one,some@files.test,Pass123$Pass\r\n", 400) { Member = "password" },
        new("a column in other letters", FileCalls.Csv, "username,email,Given_Name\r\nsome-one,some@files.test,A\r\n", 400) { Member = "Given_Name" },
        new("a column twice", FileCalls.Csv, "username,email,email\r\nsome-one,some@files.test,x\r\n", 400) { Member = "email" },
        new("a column missing", FileCalls.Csv, "username,given_name\r\nsome-one,A\r\n", 400) { Member = "email" },
        new("a quote that is not closed", FileCalls.Csv, Head + "good-one,good@files.test,A\r\nsome-one,some@files.test,\"A\r\n", 400),
        new("text behind a quote", FileCalls.Csv, Head + "good-one,good@files.test,A\r\nsome-one,some@files.test,\"A\"b\r\n", 400),
        new("a quote within", FileCalls.Csv, Head + "good-one,good@files.test,A\r\nsome-one,some@files.test,A\"b\r\n", 400),
        new("a long line of json", FileCalls.Ndjson, FileCalls.Line("good-one") + "\n" + FileCalls.Line("some-one", $"\"bio\":\"{new string('x', 1024 * 1024)}\""), 400),
        new("a long line of json without an end", FileCalls.Ndjson, FileCalls.Line("good-one") + "\n" + new string('{', 1024 * 1024), 400),
        new("a long field", FileCalls.Csv, $"{Head}good-one,good@files.test,A\r\nsome-one,some@files.test,{new string('x', 1024 * 1024)}\r\n", 400),
        new("a quote to the end", FileCalls.Csv, $"{Head}good-one,good@files.test,A\r\nsome-one,some@files.test,\"{new string('x', 1024 * 1024)}", 400),
        new("a million fields", FileCalls.Csv, Head + "good-one,good@files.test,A\r\n" + new string(',', 1024 * 1024), 400),
    ];

    public static TheoryData<string> Each => Databases.Each;

    public static TheoryData<string, string> Files
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
                foreach (var file in WrongFiles)
                    all.Add(database, file.Name);
            return all;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public async Task A_file_that_is_wrong_is_refused_before_anything_is_made(string database, string name)
    {
        var host = await ApiHost.OnAsync(database);
        var file = WrongFiles.Single(one => one.Name == name);
        var admin = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();

        var answer = (await admin.ImportAsync(file.Text, type: file.Type)).Expect(file.Status);

        if (file.Member is { } member) Assert.Equal([member], answer.WrongMembers);
        Assert.Equal(before, await host.Database.ChecksumAsync());
        Assert.Empty(ReceivedFiles(host));
    }

    [Theory]
    [InlineData(FileCalls.Ndjson)]
    [InlineData(FileCalls.Csv)]
    public async Task What_is_not_utf8_is_refused(string type)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var admin = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();
        var text = type == FileCalls.Csv
            ? Head + "good-one,good@files.test,A\r\nsome-one,some@files.test,Andr#\r\n"
            : FileCalls.Line("good-one") + "\n" + FileCalls.Line("some-one", "\"given_name\":\"Andr#\"");
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xE9; // é in Latin 1
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray();

        Assert.Equal("invalid_file", (await admin.ImportAsync(bytes, type: type)).Expect(400).Error);
        (await admin.ImportAsync(utf16, type: type)).Expect(400);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Fact]
    public async Task A_file_beyond_the_limits_is_refused_and_one_at_the_limits_is_taken()
    {
        var host = await ApiHost.StartAsync(null, ("Import:MaxBytes", "4096"), ("Import:MaxLines", "3"));
        try
        {
            var admin = await host.NewPersonAsync("admin");
            string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => FileCalls.Line(NewRoles.Name()) + "\n"));

            (await admin.ImportAsync(Lines(4))).Expect(413);
            (await admin.ImportAsync(Lines(1).PadRight(4097))).Expect(413);
            Assert.Equal(3, (await admin.ImportAsync(Lines(3).PadRight(4096))).Expect(200).Summary().GetProperty("created").GetInt32());
        }
        finally
        {
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task A_file_may_be_larger_than_other_bodies_and_its_size_need_not_be_told()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var admin = await host.NewPersonAsync("admin");
        var lines = string.Concat(Enumerable.Range(0, 40).Select(_ => FileCalls.Line("no", $"\"bio\":\"{new string('x', 60_000)}\"") + "\n"));
        using var request = new HttpRequestMessage(HttpMethod.Post, FileCalls.Import) { Content = new StreamContent(new Unmeasured(Encoding.UTF8.GetBytes(lines))) };
        request.Headers.Authorization = new("Bearer", admin.Token("admin.api"));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", FileCalls.Ndjson);

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(40, (await Answer.ReadAsync(response)).Expect(200).Summary().GetProperty("refused").GetInt32());
    }

    [Theory]
    [InlineData("", "username")]
    [InlineData("\"username\":\"ab\"", "username")]
    [InlineData("\"username\":\"me\"", "username")]
    [InlineData("\"username\":\"pаypal\"", "username")] // a Cyrillic letter
    [InlineData("\"email\":\"nobody\"", "email")]
    [InlineData("\"email\":null", "email")]
    [InlineData("\"email_verified\":\"yes\"", "email_verified")]
    [InlineData("\"password\":\"Pass123$Pass\"", "password")]
    [InlineData("\"status\":\"pending_deletion\"", "status")]
    [InlineData("\"status\":\"Active\"", "status")]
    [InlineData("\"created_at\":\"2999-01-01T00:00:00Z\"", "created_at")]
    [InlineData("\"created_at\":\"1890-01-01T00:00:00Z\"", "created_at")]
    [InlineData("\"created_at\":\"yesterday\"", "created_at")]
    [InlineData("\"locale\":\"german\\\\\"", "locale")]
    [InlineData("\"zoneinfo\":\"Mars/Olympus\"", "zoneinfo")]
    [InlineData("\"phone_number\":\"0151\"", "phone_number")]
    [InlineData("\"given_name\":\"a\\u0000b\"", "given_name")]
    [InlineData("\"given_name\":\"\\ud800\"", "given_name")]
    [InlineData("\"roles\":[\"nobody-has-this\"]", "roles")]
    [InlineData("\"roles\":[null]", "roles")]
    [InlineData("\"id\":\"019a0b5d-ac96-774b-bcce-b302099a8057\"", "id")]
    [InlineData("\"security_stamp\":\"x\"", "security_stamp")]
    [InlineData("\"address\":{\"planet\":\"Mars\"}", "address.planet")]
    [InlineData("\"nickname\":\"a\",\"nickname\":\"b\"", "nickname")]
    [InlineData("\"password_hash\":\"\"", "password_hash")]
    [InlineData("\"password_hash\":\"5f4dcc3b5aa765d61d8327deb882cf99\"", "password_hash")] // MD5
    [InlineData("\"password_hash\":\"$2b$31$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm\"", "password_hash")]
    [InlineData("\"password_hash\":\"pbkdf2_sha256$900000000$seasalt$JgZryXe2Ga8ysg6XbzkLpTdyPQrHqsinbL9BnnhgX4A=\"", "password_hash")]
    [InlineData("\"password_hash\":\"$6$rounds=999999999$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1\"", "password_hash")]
    [InlineData("\"password_hash\":\"$argon2id$v=19$m=4194304,t=9,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc\"", "password_hash")]
    public async Task A_line_that_breaks_a_rule_is_refused_by_its_member(string broken, string member)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var admin = await host.NewPersonAsync("admin");
        var name = NewRoles.Name();
        var members = new List<string>();
        if (broken.Length > 0 && !broken.StartsWith("\"username\"", StringComparison.Ordinal)) members.Add($"\"username\":\"{name}\"");
        if (!broken.StartsWith("\"email\"", StringComparison.Ordinal)) members.Add($"\"email\":\"{name}@files.test\"");
        if (broken.Length > 0) members.Add(broken);

        var report = await admin.ImportAsync($"{{{string.Join(',', members)}}}");

        var reason = report.RefusedFor(member);
        Assert.NotEmpty(reason);
        (await admin.AdminGetAsync($"/v1/users/{name}")).Expect(404);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("username,email")]
    public async Task A_line_that_is_no_account_is_refused_and_those_behind_it_are_read(string broken)
    {
        var admin = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync("admin");
        var name = NewRoles.Name();

        var report = (await admin.ImportAsync($"{broken}\n{FileCalls.Line(name)}")).Expect(200);

        Assert.Equal(["refused", "created"], report.Lines().Select(line => line.Outcome()));
        Assert.Equal(["line"], report.Lines()[0].Wrong());
    }

    [Fact]
    public async Task A_document_that_is_nested_without_end_is_refused()
    {
        var admin = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync("admin");
        var nested = string.Concat(Enumerable.Repeat("[", 20_000));

        var report = (await admin.ImportAsync($"{{\"username\":\"deep-one\",\"roles\":{nested}}}")).Expect(200);

        Assert.Equal("refused", Assert.Single(report.Lines()).Outcome());
    }

    [Fact]
    public async Task Lines_of_csv_with_other_fields_than_the_header_are_refused_and_those_behind_them_are_read()
    {
        var admin = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync("admin");
        var name = NewRoles.Name();

        var report = (await admin.ImportAsync($"{Head}one-less,less@files.test\r\none-more,more@files.test,A,B\r\n{name},{name}@files.test,A", type: FileCalls.Csv)).Expect(200);

        Assert.Equal(["refused", "refused", "created"], report.Lines().Select(line => line.Outcome()));
    }

    [Theory, MemberData(nameof(Each))]
    public async Task All_spellings_of_a_name_or_address_are_one(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var name = NewRoles.Name();
        var wide = string.Concat(name.Select(character => character is >= 'a' and <= 'z' ? (char)(character + 0xFEE0) : character)); // full-width letters
        string Json(string user, string email) => $$"""{"username":"{{user}}","email":"{{email}}"}""";

        var report = (await admin.ImportAsync(string.Join('\n',
            Json(name, $"{name}@files.test"),
            Json(name.ToUpperInvariant(), "1@files.test"), Json(wide, "2@files.test"), Json($"{name}-b", $"{name.ToUpperInvariant()}@FILES.test"),
            Json($"{name}-c", $" {name}@files.test "), Json(admin.Name.ToUpperInvariant(), "3@files.test"), Json($"{name}-d", $"{admin.Name}@EXAMPLE.com")))).Expect(200);

        Assert.Equal(["created", .. Enumerable.Repeat("refused", 6)], report.Lines().Select(line => line.Outcome()));
        Assert.Equal(["username", "username", "email", "email", "username", "email"], report.Lines().Skip(1).SelectMany(line => line.Wrong()));
        Assert.Contains("Line 1", report.Lines()[1].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_report_repeats_what_was_in_the_wrong_place()
    {
        var admin = await (await ApiHost.OnAsync(Databases.Sqlite)).NewPersonAsync("admin");
        const string Secret = "$2b$31$CCCCCCCCCCCCCCCCCCCCC.Bw3BobdGs1SFsKsRLIx9rC4T.Q7DtEm";

        var report = (await admin.ImportAsync(
            $$"""
            {"username":"{{Secret}}","email":"{{Secret}}","password_hash":"{{Secret}}","status":"{{Secret}}","locale":"{{Secret}}","roles":["{{Secret}}"],"created_at":"2020-01-01T00:00:00Z"}
            {"username":"{{Secret}}","email":"{{Secret}}","created_at":"{{Secret}}"}
            """)).Expect(200);

        Assert.Equal(2, report.Summary().GetProperty("refused").GetInt32());
        Assert.DoesNotContain("CCCCCCCC", report.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?dry_run=yes", "dry_run")]
    [InlineData("?dry_run=true&dry_run=false", "dry_run")]
    [InlineData("?on_conflict=overwrite", "on_conflict")]
    [InlineData("?dryrun=true", "dryrun")]
    public async Task A_misspelt_parameter_is_refused_and_not_taken_for_the_real_thing(string query, string member)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var admin = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();

        Assert.Equal([member], (await admin.ImportAsync(FileCalls.Line(NewRoles.Name()), query)).Expect(400).WrongMembers);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    private static IEnumerable<string> ReceivedFiles(ApiHost host)
    {
        var folder = Path.Combine(host.Setting("Data:Directory"), "received-files");
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder) : [];
    }

    private sealed record WrongFile(string Name, string Type, string Text, int Status)
    {
        public string? Member { get; init; }
    }

    /// <summary>A stream that does not tell its length, so that it is sent in chunks.</summary>
    private sealed class Unmeasured(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
