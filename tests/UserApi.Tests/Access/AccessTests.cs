using Jose;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OidcClient.ApiAccess;
using ServiceDefaults.Documentation;
using UserApi.Access;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Access;

public sealed class AccessTests
{
    private static readonly string[] AdminPaths = ["/v1/users", "/v1/users/alice", "/v1/admin/audit-logs"];
    private static readonly string[] OwnPaths = ["/v1/users/profile", "/v1/users/me"];

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task Without_a_token_nothing_is_shown(string database)
    {
        var host = await ApiHost.OnAsync(database);

        foreach (var path in (string[])[.. AdminPaths, .. OwnPaths])
        {
            var answer = (await host.SendAsync(HttpMethod.Get, path)).Expect(401);
            const string Metadata = "resource_metadata=\"http://localhost:3002/.well-known/oauth-protected-resource\"";
            Assert.Equal( // RFC 6750 §3.1: no error for who sent nothing
                $"Bearer {Metadata}, DPoP algs=\"ES256 ES384 PS256 RS256\", {Metadata}", answer.Header("WWW-Authenticate"));
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_token_without_the_scope_is_told_which_one(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");

        foreach (var path in AdminPaths) await ExpectInsufficientScopeAsync(path, "profile.api", "admin.api");
        foreach (var path in OwnPaths) await ExpectInsufficientScopeAsync(path, "admin.api openid profile", "profile.api");

        async Task ExpectInsufficientScopeAsync(string path, string has, string needs)
        {
            var answer = (await host.SendAsync(HttpMethod.Get, path, admin.Token(has))).Expect(403);
            Assert.Equal("insufficient_scope", answer.Error);
            Assert.Contains("error=\"insufficient_scope\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            Assert.Contains($"scope=\"{needs}\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task The_scope_alone_opens_nothing_that_needs_a_permission(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var user = await host.NewPersonAsync("user");
        var (support, auditor) = (await host.NewPersonAsync("support"), await host.NewPersonAsync("auditor"));

        foreach (var path in AdminPaths)
            Assert.Equal("insufficient_permission", (await user.AdminGetAsync(path)).Expect(403).Error);
        (await support.AdminGetAsync("/v1/users")).Expect(200);
        (await support.AdminGetAsync("/v1/admin/audit-logs")).Expect(200);
        (await auditor.AdminGetAsync("/v1/admin/audit-logs")).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Whether_an_account_exists_is_not_told_to_who_may_not_read_it(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (user, other) = (await host.NewPersonAsync("user"), await host.NewPersonAsync("user"));

        var existing = (await user.AdminGetAsync($"/v1/users/{other.Id}")).Expect(403);
        var absent = (await user.AdminGetAsync("/v1/users/019a0b5d-ac96-774b-bcce-b302099a8057")).Expect(403);

        Assert.Equal(existing.Json.GetProperty("detail").GetString(), absent.Json.GetProperty("detail").GetString());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_token_without_a_person_has_no_profile(string database)
    {
        var host = await ApiHost.OnAsync(database);

        foreach (var path in OwnPaths)
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Patch })
            {
                var token = host.Issuer.Token("machine", "profile.api", "machine");
                var answer = (await host.SendAsync(method, path, token, method == HttpMethod.Get ? null : "{}")).Expect(403);
                Assert.Equal("person_required", answer.Error);
            }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_client_does_not_become_the_person_whose_id_it_bears(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var token = host.Issuer.Token(admin.Id.ToString(), "profile.api admin.api", clientId: admin.Id.ToString());

        Assert.Equal("person_required", (await host.SendAsync(HttpMethod.Get, "/v1/users/profile", token)).Expect(403).Error);
        Assert.Equal("insufficient_permission", (await host.SendAsync(HttpMethod.Get, "/v1/users", token)).Expect(403).Error);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task Odd_spellings_of_a_path_never_pass_the_check(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var user = await host.NewPersonAsync("user");
        string[] spellings =
        [
            "//v1/users", "/v1//users", "/V1/USERS", "/v1/users/", "/v1/Users/?limit=1", "/v1%2Fusers", "/v1/%75sers", "/v1/users%2F",
            "/api/v1/users", "/API/v1/users", "/api/api/v1/users", "/v1/users/profile/../", "/v1/users/profile/..%2f", "/v1/users;a=b",
            "/v1/admin/../users", "/v1/ADMIN/audit-logs", "/v1/admin//audit-logs", "/v1/admin%2Faudit-logs", "/v1/admin/audit-logs/",
            "/v1/users/./alice", "/v1/users/%2e%2e/admin/audit-logs", "/v1/users.json", "/v1/users%20", "/v1/users%00",
        ];

        foreach (var path in spellings)
            foreach (var token in new[] { null, user.Token("profile.api"), user.Token("profile.api admin.api") })
            {
                var answer = await RawRequest.SendAsync(host, "GET", path, token);
                Assert.True(answer is 400 or 401 or 403 or 404, $"{path} was answered with {answer}");
            }
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_forged_or_foreign_token_is_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        using var stranger = SigningKey.Generate(JwsAlgorithms.ES256, "test");
        var (id, good) = (admin.Id.ToString(), admin.Token("admin.api"));
        var parts = good.Split('.');
        string[] forged =
        [
            host.Issuer.Token(id, "admin.api", key: stranger),
            host.Issuer.Token(id, "admin.api", typ: "JWT"),
            host.Issuer.Token(id, "admin.api", typ: "logout+jwt"),
            host.Issuer.Token(id, "admin.api", claims: new Dictionary<string, object> { ["aud"] = "https://other.test" }),
            host.Issuer.Token(id, "admin.api", claims: new Dictionary<string, object> { ["iss"] = "https://issuer.test/" }),
            host.Issuer.Token(id, "admin.api", claims: new Dictionary<string, object> { ["exp"] = 1_600_000_000 }),
            $"{parts[0]}.{parts[1]}.",
            $"eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{parts[1]}.", good + "A", good[1..], "x", new string('a', 20_000),
        ];

        foreach (var token in forged)
        {
            var answer = (await host.SendAsync(HttpMethod.Get, "/v1/users", token)).Expect(401);
            Assert.Contains("invalid_token", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        }

        (await host.SendAsync(HttpMethod.Get, $"/v1/users?access_token={good}")).Expect(401);
        (await host.SendAsync(HttpMethod.Get, "/v1/users", good)).Expect(200);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_token_whose_grant_has_ended_is_refused(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var person = await host.NewPersonAsync();
        var grant = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var token = host.Issuer.Token(person.Id.ToString(), "profile.api", claims: new Dictionary<string, object> { ["gid"] = grant });
        (await host.SendAsync(HttpMethod.Get, "/v1/users/profile", token)).Expect(200);

        host.Tokens.End(grant);

        (await host.SendAsync(HttpMethod.Get, "/v1/users/profile", token)).Expect(401);
    }

    [Fact]
    public async Task The_directory_is_asked_whether_a_token_counts()
    {
        var host = await ApiHost.StartAsync(
            null, services => services.Replace(ServiceDescriptor.Scoped<IAccessTokenStatus, AccessTokenStatus>()));
        var person = await host.NewPersonAsync();

        var answer = (await person.ProfileAsync()).Expect(401); // signed by the provider, yet of a client that is not registered

        Assert.Contains("invalid_token", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_endpoint_under_v1_says_who_may_call_it_and_what_it_is()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints)
        {
            var policies = endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>();
            var anonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            Assert.True(policies.Count > 0 ^ anonymous, $"{endpoint.DisplayName} is neither open nor closed.");
            Assert.True(endpoint.Metadata.GetMetadata<Operation>() is not null, $"{endpoint.DisplayName} is not documented.");
        }
    }
}
