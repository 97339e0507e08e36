using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.BadInput;

/// <summary>Each endpoint that takes a body, with each way in which a body can be wrong.</summary>
public sealed class BadInputTests
{
    private static readonly ConcurrentDictionary<ApiHost, Lazy<Task<Person>>> People = new();

    private static readonly BodyTarget[] Targets =
    [
        new("POST", "/v1/users", """ "username":"bad-input","email":"bad@example.com","password":"Pass123$Pass" """),
        Own("PUT", "/v1/users/profile"),
        Own("PATCH", "/v1/users/profile"),
        Own("PUT", "/v1/users/me"),
        Own("PATCH", "/v1/users/me"),
        new("PUT", "/v1/users/notification-preferences", """ "push":{"account":false} """) { Scope = "profile.api", Member = "email" },
        new("POST", "/v1/users/push-tokens", """ "platform":"fcm","token":"a-token-for-bad-input" """) { Scope = "profile.api", Member = "device_name" },
        new("PUT", "/v1/users/{person}", """ "username":"bad-input","email":"bad@example.com" """) { Scope = "admin.api" },
        new("PATCH", "/v1/users/{person}", """ "nickname":"n" """) { Scope = "admin.api" },
        new("POST", "/v1/admin/roles", """ "name":"bad-input","permissions":["users.read"] """) { Scope = "admin.api", Member = "description" },
        new("PUT", "/v1/admin/roles/support", """ "name":"support","permissions":[] """) { Scope = "admin.api", Member = "description" },
        new("POST", "/v1/admin/users/{person}/roles", """ "role":"support" """) { Scope = "admin.api", Member = "role" },
    ];

    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string>();
            foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
                foreach (var target in Targets)
                    foreach (var mutation in BadBody.All)
                        pairs.Add(database, target.Name, mutation.Name);
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
        ["/v1/users/alice"] = ["DELETE", "GET", "HEAD", "PATCH", "PUT"],
        ["/v1/admin/me"] = ["GET", "HEAD"],
        ["/v1/admin/permissions"] = ["GET", "HEAD"],
        ["/v1/admin/roles"] = ["GET", "HEAD", "POST"],
        ["/v1/admin/roles/support"] = ["DELETE", "GET", "HEAD", "PUT"],
        ["/v1/admin/users/alice/roles"] = ["GET", "HEAD", "POST"],
        ["/v1/admin/users/alice/roles/support"] = ["DELETE"],
        ["/v1/admin/users/alice/security"] = ["GET", "HEAD"],
        ["/v1/admin/users/alice/suspend"] = ["POST"],
        ["/v1/admin/users/alice/activate"] = ["POST"],
        ["/v1/admin/users/alice/unlock"] = ["POST"],
        ["/v1/admin/users/alice/reset-mfa"] = ["POST"],
        ["/v1/admin/users/alice/revoke-sessions"] = ["POST"],
        ["/v1/admin/users/alice/restore"] = ["POST"],
        ["/v1/admin/users/alice/send-password-reset"] = ["POST"],
        ["/v1/admin/users/invite"] = ["POST"],
        ["/v1/admin/users/import"] = ["POST"],
        ["/v1/admin/users/export"] = ["GET"],
        ["/v1/users/profile"] = ["GET", "HEAD", "PATCH", "PUT"],
        ["/v1/users/me"] = ["GET", "HEAD", "PATCH", "PUT"],
        ["/v1/users/preferences"] = ["GET", "HEAD", "PATCH", "PUT"],
        ["/v1/users/notification-preferences"] = ["GET", "HEAD", "PUT"],
        ["/v1/users/push-tokens"] = ["GET", "HEAD", "POST"],
        ["/v1/users/push-tokens/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["DELETE", "GET", "HEAD"],
        ["/v1/users/sessions"] = ["DELETE", "GET", "HEAD"],
        ["/v1/users/sessions/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["DELETE", "GET", "HEAD"],
        ["/v1/users/activity"] = ["GET", "HEAD"],
        ["/v1/users/account"] = ["DELETE"],
        ["/v1/users/account/export"] = ["GET"],
        ["/v1/admin/audit-logs"] = ["GET", "HEAD"],
        ["/v1/admin/audit-logs/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["GET", "HEAD"],
        ["/v1/admin/audit-logs/export"] = ["GET"],
        ["/v1/admin/audit-logs/verify"] = ["GET"],
        ["/v1/admin/analytics"] = ["GET", "HEAD"],
        ["/v1/admin/sessions"] = ["GET", "HEAD"],
        ["/v1/admin/sessions/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["DELETE", "GET", "HEAD"],
        ["/v1/admin/requests"] = ["GET", "HEAD"],
        ["/v1/admin/requests/7K3M-9QXD"] = ["GET", "HEAD"],
        ["/v1/admin/grants"] = ["GET", "HEAD"],
        ["/v1/admin/grants/019a0b60-11aa-7c02-9d10-5b1f0b0b7e11"] = ["DELETE", "GET", "HEAD"],
    };

    [Theory, MemberData(nameof(Pairs))]
    public async Task A_wrong_body_is_refused_and_changes_nothing(string database, string endpoint, string fault)
    {
        var host = await ApiHost.OnAsync(database);
        var target = Targets.Single(one => one.Name == endpoint);
        var mutation = BadBody.All.Single(one => one.Name == fault);
        var person = await SomebodyAsync(host);
        var before = await host.Database.ChecksumAsync();

        var answer = (await target.SendAsync(person, mutation)).Expect(mutation.Status);

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

    private static Task<Person> SomebodyAsync(ApiHost host) => People.GetOrAdd(host, one => new(() => one.NewPersonAsync("admin"))).Value;

    private static BodyTarget Own(string method, string path) => new(method, path, """ "nickname":"n" """) { Scope = "profile.api" };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
