using UserApi.Tests.Hosting;

namespace UserApi.Tests.Access;

/// <summary>Each call on what is a person's own, by callers who may not make it.</summary>
public sealed class OwnResourcesTests
{
    private static readonly (string Method, string Path)[] Calls =
    [
        ("GET", "/v1/users/preferences"), ("PUT", "/v1/users/preferences"), ("PATCH", "/v1/users/preferences"),
        ("GET", "/v1/users/notification-preferences"), ("PUT", "/v1/users/notification-preferences"),
        ("GET", "/v1/users/push-tokens"), ("POST", "/v1/users/push-tokens"),
        ("GET", "/v1/users/push-tokens/01890a5d-ac96-774b-bcce-b302099a8057"), ("DELETE", "/v1/users/push-tokens/01890a5d-ac96-774b-bcce-b302099a8057"),
        ("GET", "/v1/users/sessions"), ("DELETE", "/v1/users/sessions"),
        ("GET", "/v1/users/sessions/01890a5d-ac96-774b-bcce-b302099a8057"), ("DELETE", "/v1/users/sessions/01890a5d-ac96-774b-bcce-b302099a8057"),
        ("GET", "/v1/users/activity"), ("GET", "/v1/users/account/export"), ("DELETE", "/v1/users/account"),
    ];

    public static TheoryData<string, string, string> Each
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
                foreach (var (method, path) in Calls)
                    all.Add(database, method, path);
            return all;
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Nobody_comes_in_without_a_persons_token_for_this_scope(string database, string method, string path)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync("admin");
        var before = await host.Database.ChecksumAsync();
        var (verb, body) = (new HttpMethod(method), method is "GET" ? null : "{}");

        (await host.SendAsync(verb, path, json: body)).Expect(401);
        (await host.SendAsync(verb, path, "not-a-token", body)).Expect(401);
        Assert.Equal("insufficient_scope", (await host.SendAsync(verb, path, person.Token("admin.api openid profile"), body)).Expect(403).Error);
        var client = host.Issuer.Token("machine", "profile.api admin.api", "machine");
        Assert.Equal("person_required", (await host.SendAsync(verb, path, client, body)).Expect(403).Error);

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_token_of_nobody_finds_nothing_and_makes_nothing(string database, string method, string path)
    {
        var host = await ApiHost.OnAsync(database);
        var before = await host.Database.ChecksumAsync();
        var claims = new Dictionary<string, object> { ["auth_time"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() };
        var nobody = host.Issuer.Token("01890a5d-ac96-774b-bcce-b302099a8099", "profile.api", claims: claims);
        var body = method switch
        {
            "GET" => null,
            "POST" => """{"platform":"fcm","token":"a-token-of-nobody-at-all"}""",
            "DELETE" => """{"confirm":"nobody"}""",
            _ => """{}""",
        };

        var answer = await host.SendAsync(new HttpMethod(method), path, nobody, body);

        Assert.True(answer.Status is 200 or 404, answer.Text);
        if (answer.Status == 200 && method == "GET") Assert.Equal(0, answer.Data.GetArrayLength()); // an empty list
        Assert.Equal(before, await host.Database.ChecksumAsync());
    }
}
