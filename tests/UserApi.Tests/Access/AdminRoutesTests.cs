using UserApi.Tests.Hosting;

namespace UserApi.Tests.Access;

/// <summary>The administration of accounts and roles, tried by callers who do not administer, in every spelling of its paths.</summary>
public sealed class AdminRoutesTests
{
    private static readonly (string Method, string Path)[] Routes =
    [
        ("PUT", "/v1/users/{0}"), ("PATCH", "/v1/users/{0}"), ("DELETE", "/v1/users/{0}"),
        ("POST", "/v1/admin/users/{0}/suspend"), ("POST", "/v1/admin/users/{0}/activate"), ("POST", "/v1/admin/users/{0}/unlock"),
        ("POST", "/v1/admin/users/{0}/revoke-sessions"), ("POST", "/v1/admin/users/{0}/restore"), ("POST", "/v1/admin/users/{0}/reset-mfa"),
        ("POST", "/v1/admin/users/{0}/send-password-reset"), ("POST", "/v1/admin/users/invite"),
        ("POST", "/v1/admin/users/import"), ("GET", "/v1/admin/users/export"),
        ("GET", "/v1/admin/users/{0}/security"),
        ("GET", "/v1/admin/users/{0}/roles"), ("POST", "/v1/admin/users/{0}/roles"), ("DELETE", "/v1/admin/users/{0}/roles/user"),
        ("GET", "/v1/admin/roles"), ("POST", "/v1/admin/roles"), ("GET", "/v1/admin/roles/support"), ("PUT", "/v1/admin/roles/support"),
        ("DELETE", "/v1/admin/roles/support"), ("GET", "/v1/admin/permissions"),
        ("GET", "/v1/admin/requests"), ("GET", "/v1/admin/requests/7K3M-9QXD"),
    ];

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Each_is_closed_to_who_has_no_token_no_scope_or_no_permission(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, user, other) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync(), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();

        foreach (var (method, pattern) in Routes)
        {
            foreach (var path in new[] { Fill(pattern, other.Name), Fill(pattern, other.Id.ToString()), Fill(pattern, user.Name), Fill(pattern, "nobody-there") })
            {
                Task<Answer> SendAsync(string? token) => host.SendAsync(new HttpMethod(method), path, token, method == "GET" ? null : "{}", TypeFor(path));
                (await SendAsync(null)).Expect(401);
                Assert.Equal("insufficient_scope", (await SendAsync(admin.Token("profile.api openid"))).Expect(403).Error);
                Assert.Equal("insufficient_permission", (await SendAsync(user.Token("admin.api profile.api"))).Expect(403).Error);
                Assert.Equal("insufficient_permission", (await SendAsync(host.Issuer.Token("machine", "admin.api", "machine"))).Expect(403).Error);
            }
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task No_spelling_of_a_path_passes_the_check(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (user, other) = (await host.NewPersonAsync(), await host.NewPersonAsync());
        var before = await host.Database.ChecksumAsync();

        foreach (var (method, pattern) in Routes)
        {
            var path = Fill(pattern, other.Name);
            string[] spellings =
            [
                path.ToUpperInvariant(), path + "/", "/" + path, path.Replace("/v1/", "/v1//", StringComparison.Ordinal), "/api" + path, "/API" + path,
                "/api/api" + path, "/v1/users/profile/.." + path[3..], "/v1/%2e%2e" + path, path.Replace("/users", "/%75sers", StringComparison.Ordinal),
                path.Replace("/users/", "/users%2F", StringComparison.Ordinal), path + "%00", path + ";a=b", path + ".json", path + "?access_token=x",
                Fill(pattern, $"%{(int)other.Name[0]:x2}{other.Name[1..]}"), Fill(pattern, other.Id.ToString().ToUpperInvariant()), Fill(pattern, "."),
            ];
            foreach (var spelling in spellings)
                foreach (var token in new[] { null, user.Token("profile.api admin.api") })
                {
                    var status = await RawRequest.SendAsync(host, method, spelling, token);
                    Assert.True(status is 400 or 401 or 403 or 404 or 405, $"{method} {spelling} was answered with {status}");
                }
        }

        Assert.Equal(before, await host.Database.ChecksumAsync());
    }

    private static string TypeFor(string path) => path.EndsWith("/import", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json";

    private static string Fill(string pattern, string account) => pattern.Replace("{0}", account, StringComparison.Ordinal);
}
