using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.BadInput;

/// <summary>Each endpoint that takes a body, with each way in which a body can be wrong.</summary>
public sealed class BadInputTests
{
    private const string Name = "given_name";

    private static readonly ConcurrentDictionary<ApiHost, Lazy<Task<Person>>> People = new();

    private static readonly Target[] Targets =
    [
        new("POST", "/v1/users", "application/json", """ "username":"bad-input","email":"bad@example.com","password":"Pass123$Pass" """),
        new("PUT", "/v1/users/profile", "application/json", """ "nickname":"n" """),
        new("PATCH", "/v1/users/profile", "application/merge-patch+json", """ "nickname":"n" """),
        new("PUT", "/v1/users/me", "application/json", """ "nickname":"n" """),
        new("PATCH", "/v1/users/me", "application/json", """ "nickname":"n" """),
    ];

    private static readonly Mutation[] Mutations =
    [
        new("no body", _ => [], 400, "invalid_json"),
        new("an empty string", _ => Utf8("\"\""), 400, null),
        new("an array", good => Utf8($"[{good}]"), 400, null),
        new("null", _ => Utf8("null"), 400, null),
        new("a number", _ => Utf8("7"), 400, null),
        new("two documents", good => Utf8($"{good}{good}"), 400, "invalid_json"),
        new("half a document", good => Utf8(good[..^3]), 400, "invalid_json"),
        new("a comment", good => Utf8($"/* hello */{good}"), 400, "invalid_json"),
        new("a trailing comma", good => Utf8(good[..^1] + ",}"), 400, "invalid_json"),
        new("a doubled member", good => Utf8(With(good, $"\"{Name}\":\"a\",\"{Name}\":\"b\"")), 400, "validation_failed"),
        new("a doubled member in another spelling",
            good => Utf8(With(good, $"\"{Name}\":\"a\",\"given\\u005fname\":\"b\"")), 400, "validation_failed"),
        new("an unknown member", good => Utf8(With(good, "\"surprise\":1")), 400, "validation_failed"),
        new("a member in another case", good => Utf8(With(good, "\"Given_Name\":\"a\"")), 400, "validation_failed"),
        new("a member of the wrong type", good => Utf8(With(good, $"\"{Name}\":{{\"a\":1}}")), 400, "validation_failed"),
        new("a list for a text", good => Utf8(With(good, $"\"{Name}\":[\"a\"]")), 400, "validation_failed"),
        new("NUL in a value", good => Utf8(With(good, $"\"{Name}\":\"a\\u0000b\"")), 400, "validation_failed"),
        new("NUL in a name", good => Utf8(With(good, "\"given\\u0000name\":\"a\"")), 400, "validation_failed"),
        new("a raw NUL", good => Utf8(With(good, $"\"{Name}\":\"a\0b\"")), 400, null),
        new("half a surrogate pair", good => Utf8(With(good, $"\"{Name}\":\"\\ud83d\"")), 400, "validation_failed"),
        new("malformed UTF-8",
            good => [.. Utf8(good[..^1]), .. Utf8($",\"{Name}\":\""), 0xC3, 0x28, .. Utf8("\"}")], 400, "invalid_json"),
        new("an overlong sequence",
            good => [.. Utf8(good[..^1]), .. Utf8($",\"{Name}\":\""), 0xC0, 0xAF, .. Utf8("\"}")], 400, "invalid_json"),
        new("UTF-16", good => Encoding.Unicode.GetBytes(good), 400, "invalid_json"),
        new("forty levels", good => Utf8(With(good, $"\"{Name}\":{Nested(40)}")), 400, null),
        new("ten thousand levels", good => Utf8(With(good, $"\"{Name}\":{Nested(10_000)}")), 400, null),
        new("a huge value", good => Utf8(With(good, $"\"{Name}\":\"{new string('a', 60_000)}\"")), 400, "validation_failed"),
        new("a body over the limit", good => Utf8(With(good, $"\"{Name}\":\"{new string('a', 70_000)}\"")), 413, "too_large"),
        new("a body over the server's limit", good => Utf8(With(good, $"\"{Name}\":\"{new string('a', 2_000_000)}\"")), 413, "too_large"),
        new("a form", _ => Utf8("given_name=a"), 415, "unsupported_media_type", "application/x-www-form-urlencoded"),
        new("XML", _ => Utf8("<a/>"), 415, "unsupported_media_type", "application/xml"),
        new("plain text", Utf8, 415, "unsupported_media_type", "text/plain"),
        new("no content type", Utf8, 415, "unsupported_media_type", ""),
        new("a content type that is none", Utf8, 415, "unsupported_media_type", "json"),
        new("another charset", Utf8, 415, "unsupported_media_type", "application/json; charset=utf-16"),
    ];

    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string>();
            foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
                foreach (var target in Targets)
                    foreach (var mutation in Mutations)
                        pairs.Add(database, $"{target.Method} {target.Path}", mutation.Name);
            return pairs;
        }
    }

    public static TheoryData<string, string> WrongMethods
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var (path, allowed) in Methods)
                foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND" })
                    if (!allowed.Contains(method)) pairs.Add(method, path);
            return pairs;
        }
    }

    private static Dictionary<string, string[]> Methods { get; } = new()
    {
        ["/v1/users"] = ["GET", "HEAD", "POST"],
        ["/v1/users/alice"] = ["GET", "HEAD"],
        ["/v1/users/profile"] = ["GET", "HEAD", "PATCH", "PUT"],
        ["/v1/users/me"] = ["GET", "HEAD", "PATCH", "PUT"],
        ["/v1/admin/audit-logs"] = ["GET", "HEAD"],
        ["/v1/admin/audit-logs/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["GET", "HEAD"],
        ["/v1/admin/audit-logs/export"] = ["GET"],
        ["/v1/admin/audit-logs/verify"] = ["GET"],
        ["/v1/admin/analytics"] = ["GET", "HEAD"],
        ["/v1/admin/sessions"] = ["GET", "HEAD"],
        ["/v1/admin/sessions/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["DELETE", "GET", "HEAD"],
        ["/v1/admin/grants"] = ["GET", "HEAD"],
        ["/v1/admin/grants/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["DELETE", "GET", "HEAD"],
    };

    [Theory, MemberData(nameof(Pairs))]
    public async Task A_wrong_body_is_refused_and_changes_nothing(string database, string endpoint, string fault)
    {
        var host = await ApiHost.OnAsync(database);
        var target = Targets.Single(one => $"{one.Method} {one.Path}" == endpoint);
        var mutation = Mutations.Single(one => one.Name == fault);
        var person = await SomebodyAsync(host);
        var before = await host.Database.ChecksumAsync();

        using var request = new HttpRequestMessage(new HttpMethod(target.Method), target.Path);
        if (target.Method != "POST") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token("profile.api"));
        request.Content = new ByteArrayContent(mutation.Body(target.Good));
        // What is refused unread may meet a closed connection while it is still sent: ask first (RFC 9110 §10.1.1).
        request.Headers.ExpectContinue = request.Headers.ConnectionClose = request.Content.Headers.ContentLength > 1_000_000;
        var type = mutation.ContentType ?? target.ContentType;
        if (type.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await host.Http.SendAsync(request);
        var answer = (await Answer.ReadAsync(response)).Expect(mutation.Status);

        if (mutation.Error is not null) Assert.Equal(mutation.Error, answer.Error);
        if (mutation.Status == 415 && target.Method == "PATCH")
            Assert.Contains("merge-patch", answer.Header("Accept-Patch"), StringComparison.Ordinal);
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(WrongMethods))]
    public async Task A_method_that_is_not_offered_is_told_which_are(string method, string path)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var person = await SomebodyAsync(host);
        var before = await host.Database.ChecksumAsync();

        var token = person.Token("profile.api admin.api");
        var answer = await host.SendAsync(new HttpMethod(method), path, token, method == "TRACE" ? null : "{}");

        Assert.Equal("method_not_allowed", answer.Expect(405).Error);
        Assert.Equal(Methods[path].Order(), answer.Header("Allow")!.Split(", ").Order());
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory]
    [InlineData("/v1/users")]
    [InlineData("/v1/users/profile")]
    [InlineData("/v1/users/alice")]
    [InlineData("/v1/admin/audit-logs")]
    public async Task Options_tells_the_methods(string path)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);

        var answer = await host.SendAsync(HttpMethod.Options, path);

        Assert.Equal(204, answer.Status);
        Assert.Equal(Methods[path].Append("OPTIONS").Order(), answer.Header("Allow")!.Split(", ").Order());
    }

    [Theory]
    [InlineData("text/html", 406)]
    [InlineData("application/xml", 406)]
    [InlineData("application/json;q=0", 406)]
    [InlineData("application/json", 200)]
    [InlineData("text/html, */*;q=0.1", 200)]
    [InlineData("application/*", 200)]
    [InlineData("application/problem+json", 200)]
    public async Task Who_accepts_no_json_is_told_so(string accept, int status)
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var person = await SomebodyAsync(host);

        var answer = await host.SendAsync(HttpMethod.Get, "/v1/users/profile", person.Token("profile.api"), headers: ("Accept", accept));

        answer.Expect(status);
    }

    [Fact]
    public async Task A_body_that_is_encoded_is_refused()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var person = await SomebodyAsync(host);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/users/profile") { Content = new ByteArrayContent(Utf8("{}")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token("profile.api"));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");

        using var response = await host.Http.SendAsync(request);

        (await Answer.ReadAsync(response)).Expect(415);
    }

    private static Task<Person> SomebodyAsync(ApiHost host) => People.GetOrAdd(host, one => new(() => one.NewPersonAsync())).Value;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string With(string good, string members) => $"{good[..^1]},{members}}}";

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private sealed record Target(string Method, string Path, string ContentType, string Members)
    {
        public string Good => $"{{{Members.Trim()}}}";
    }

    private sealed record Mutation(string Name, Func<string, byte[]> Body, int Status, string? Error, string? ContentType = null);
}
