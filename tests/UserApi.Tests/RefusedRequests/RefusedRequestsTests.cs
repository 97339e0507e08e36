using System.Text.Json;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.RefusedRequests;

public sealed class RefusedRequestsTests
{
    private const string Path = "/v1/admin/requests";
    private static int _last;

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_refused_request_is_looked_up_by_its_code_however_that_is_typed(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var code = await KeepAsync(host, "webapp", Kept.ForADay);

        var answer = (await admin.AdminGetAsync($"{Path}/{code}")).Expect(200);

        var shown = answer.Data;
        Assert.Equal(
            (code, "/connect/authorize", "webapp", "invalid_request", "redirect-uri", "RFC 6749 §3.1.2.3"),
            (Text(shown, "code"), Text(shown, "endpoint"), Text(shown, "client_id"), Text(shown, "error"), Text(shown, "rule"), Text(shown, "clause")));
        Assert.Equal(("https://a.example/calback", 21), (Text(shown, "received"), shown.GetProperty("first_difference").GetInt32()));
        Assert.Equal("https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.3", Text(shown, "clause_url"));
        Assert.Equal(["https://a.example/callback", "https://b.example/"], shown.GetProperty("expected").EnumerateArray().Select(one => one.GetString()!));
        Assert.Equal(("code_challenge", JsonValueKind.Null, 43), Parameter(shown.GetProperty("parameters")[1]));

        foreach (var typed in new[] { code.Replace("-", "", StringComparison.Ordinal), code.ToLowerInvariant(), $"%20{code}%20" })
            Assert.Equal(code, Text((await admin.AdminGetAsync($"{Path}/{typed}")).Expect(200).Data, "code"));
        (await host.SendAsync(HttpMethod.Get, $"{Path}/{code}", admin.Token("admin.api"), headers: ("If-None-Match", answer.ETag))).Expect(304);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Unknown_expired_and_malformed_codes_get_the_same_answer(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var expired = await KeepAsync(host, "webapp", Kept.NoMore);

        foreach (var code in new[] { expired, "BBBB-BBBB", "1", "AAAA-AAAA", new string('B', 3000), "%F0%9F%98%80", "..%2F..", "%00", "' OR 1=1" })
        {
            var answer = await admin.AdminGetAsync($"{Path}/{code}");
            Assert.True(answer.Status is 404 or 400, $"{code}: {answer.Text}");
            if (answer.Status == 404 && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
                Assert.Equal("No refused request is known under this code. They are kept for a day.", answer.Json.GetProperty("detail").GetString());
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_list_goes_by_app_page_after_page(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var app = $"app-of-{admin.Name}";
        var codes = new List<string>();
        for (var i = 0; i < 3; i++) codes.Insert(0, await KeepAsync(host, app, Kept.ForADay));
        await KeepAsync(host, app, Kept.NoMore);

        var first = (await admin.AdminGetAsync($"{Path}?client_id={app}&limit=2")).Expect(200);
        var cursor = first.Meta.GetProperty("next_cursor").GetString();
        var second = (await admin.AdminGetAsync($"{Path}?client_id={app}&limit=2&cursor={cursor}")).Expect(200);

        Assert.Equal(codes, first.Data.EnumerateArray().Concat(second.Data.EnumerateArray()).Select(one => Text(one, "code")!));
        Assert.Equal(3, first.Meta.GetProperty("total").GetInt32());
        Assert.Equal(["cursor"], (await admin.AdminGetAsync($"{Path}?client_id=other&cursor={cursor}")).Expect(400).WrongMembers);
        Assert.Equal(["client"], (await admin.AdminGetAsync($"{Path}?client=other")).Expect(400).WrongMembers);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Only_who_may_see_apps_may_look(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (support, auditor) = (await host.NewPersonAsync("support"), await host.NewPersonAsync("auditor"));
        var code = await KeepAsync(host, "webapp", Kept.ForADay);

        foreach (var path in new[] { Path, $"{Path}/{code}", $"{Path}/BBBB-BBBB" })
        {
            (await host.SendAsync(HttpMethod.Get, path)).Expect(401);
            Assert.Equal("insufficient_scope", (await host.SendAsync(HttpMethod.Get, path, auditor.Token("profile.api"))).Expect(403).Error);
            Assert.Equal("insufficient_permission", (await support.AdminGetAsync(path)).Expect(403).Error);
        }
        (await auditor.AdminGetAsync($"{Path}/{code}")).Expect(200);
    }

    private static (string?, JsonValueKind, int) Parameter(JsonElement parameter) => (
        Text(parameter, "name"),
        parameter.TryGetProperty("value", out var value) ? value.ValueKind : JsonValueKind.Null,
        parameter.GetProperty("length").GetInt32());

    private static string? Text(JsonElement resource, string member) => resource.GetProperty(member).GetString();

    /// <summary>A row as the provider writes it.</summary>
    private static async Task<string> KeepAsync(ApiHost host, string clientId, Kept kept)
    {
        var number = Interlocked.Increment(ref _last);
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(number)); // ids of one millisecond have no order
        var code = $"BCD{Letter(number / 20)}-FGH{Letter(number)}";
        var offset = kept == Kept.ForADay ? 3600 : -1;
        var (now, end) = host.Database.IsPostgres
            ? ("now()", $"now() + interval '{offset} seconds'")
            : ("CAST(unixepoch() AS INTEGER) * 1000000", $"(CAST(unixepoch() AS INTEGER) + {offset}) * 1000000");
        await host.Database.ExecuteAsync(
            $$"""
            INSERT INTO refused_requests (id, code, occurred_at, expires_at, endpoint, client_id, error, description, status, rule, clause, fix,
                expected, received, parameters)
            VALUES ('{{host.Database.Text(id)}}', '{{code}}', {{now}}, {{end}}, '/connect/authorize', '{{clientId}}', 'invalid_request',
                'redirect_uri is not registered for this client.', 400, 'redirect-uri', 'RFC 6749 §3.1.2.3', 'Register it.',
                'https://b.example/ https://a.example/callback', 'https://a.example/calback',
                '[{"Name":"client_id","Value":"webapp","Length":6},{"Name":"code_challenge","Value":null,"Length":43}]')
            """.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        return code;
    }

    private static char Letter(int number) => "BCDFGHJKMNPQRTVWXY23"[number % 20];

    private enum Kept
    {
        ForADay,
        NoMore,
    }
}
