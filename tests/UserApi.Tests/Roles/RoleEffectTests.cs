using System.Diagnostics;
using TestKit.Postgres;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Roles;

/// <summary>A change counts at once where it was made, and within five seconds everywhere.</summary>
public sealed class RoleEffectTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Each => Databases.Each;

    [Theory, MemberData(nameof(Each))]
    public async Task A_change_counts_at_once_where_it_was_made(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (role, _) = await NewRoles.AddAsync(host);
        var person = await host.NewPersonAsync(role);

        (await person.AdminGetAsync("/v1/users?limit=1")).Expect(403);
        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{role}", NewRoles.Body(role, "users.read"))).Expect(200);
        (await person.AdminGetAsync("/v1/users?limit=1")).Expect(200);
        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{role}", NewRoles.Body(role))).Expect(200);
        (await person.AdminGetAsync("/v1/users?limit=1")).Expect(403);
        (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/roles", NewRoles.Assign("support"))).Expect(200);
        (await person.AdminGetAsync("/v1/users?limit=1")).Expect(200);
        (await admin.AdminSendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/suspend")).Expect(200);
        (await person.AdminGetAsync("/v1/users?limit=1")).Expect(403); // these tests' tokens outlive the account
    }

    [Fact]
    public async Task A_change_counts_on_another_instance_within_five_seconds()
    {
        var postgres = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        var first = await ApiHost.StartAsync(postgres);
        var second = await ApiHost.StartAsync(postgres, ("Identity:MasterKeyFile", first.Setting("Identity:MasterKeyFile")));
        var admin = await first.NewPersonAsync("admin");
        var (role, _) = await NewRoles.AddAsync(first);
        var person = await first.NewPersonAsync(role);
        var token = second.Issuer.Token(person.Id.ToString(), "admin.api");
        Task<Answer> AskAsync() => second.SendAsync(HttpMethod.Get, "/v1/users?limit=1", token);
        (await AskAsync()).Expect(403);

        (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{role}", NewRoles.Body(role, "users.read"))).Expect(200);
        await WithinPromiseAsync(async () => (await AskAsync()).Status == 200);
        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/users/{person.Id}/roles/{role}")).Expect(200);
        await WithinPromiseAsync(async () => (await AskAsync()).Status == 403);
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_role_that_a_client_holds_is_named_and_its_end_ends_what_the_client_may_do(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var admin = await host.NewPersonAsync("admin");
        var (role, id) = await NewRoles.AddAsync(host, "users.read");
        var client = $"robot-{role}";
        await AddClientAsync(host, client, role.ToUpperInvariant());
        Task<Answer> AskAsync() => host.SendAsync(HttpMethod.Get, "/v1/users?limit=1", host.Issuer.Token(client, "admin.api", client));
        await WithinPromiseAsync(async () => (await AskAsync()).Status == 200);
        var before = await host.Database.ChecksumAsync();

        var inUse = (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{role}")).Expect(409);
        Assert.Equal("role_in_use", inUse.Error);
        Assert.Contains(client, inUse.Text, StringComparison.Ordinal);
        var renamed = (await admin.AdminSendAsync(HttpMethod.Put, $"/v1/admin/roles/{role}", NewRoles.Body($"{role}-2", "users.read"))).Expect(409);
        Assert.Equal("role_in_use", renamed.Error);
        Assert.Equal(before, await host.Database.ChecksumAsync());

        (await admin.AdminSendAsync(HttpMethod.Delete, $"/v1/admin/roles/{role}?force=true")).Expect(200);

        (await AskAsync()).Expect(403);
        var deleted = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={id}&action=role.deleted")).Data.EnumerateArray().Single();
        Assert.Equal([client], deleted.GetProperty("old_values").GetProperty("service_clients").Texts());
    }

    [Theory, MemberData(nameof(Each))]
    public async Task A_client_reaches_no_further_than_its_own_roles(string database)
    {
        var host = await ApiHost.OnAsync(database);
        var (admin, person) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync());
        var (role, _) = await NewRoles.AddAsync(host, "users.read", "users.write", "roles.read", "roles.write");
        var client = $"robot-{role}";
        await AddClientAsync(host, client, role);
        Task<Answer> SendAsync(HttpMethod method, string path, string? json = null) =>
            host.SendAsync(method, path, host.Issuer.Token(client, "admin.api", client), json);
        await WithinPromiseAsync(async () => (await SendAsync(HttpMethod.Get, "/v1/users?limit=1")).Status == 200);

        Assert.Equal("insufficient_permission", (await SendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/roles", NewRoles.Assign("auditor"))).Expect(403).Error);
        Assert.Equal("insufficient_permission", (await SendAsync(HttpMethod.Patch, $"/v1/users/{admin.Id}", """{"nickname":"x"}""")).Expect(403).Error);
        Assert.Equal("insufficient_permission", (await SendAsync(HttpMethod.Post, "/v1/admin/roles", NewRoles.Body(NewRoles.Name(), "keys.write"))).Expect(403).Error);
        (await SendAsync(HttpMethod.Post, $"/v1/admin/users/{person.Id}/roles", NewRoles.Assign(role))).Expect(200);
        var record = (await admin.AdminGetAsync($"/v1/admin/audit-logs?target_id={person.Id}&action=user.role_added")).Data.EnumerateArray().Single();
        Assert.Equal(client, record.GetProperty("client_id").GetString());
    }

    private static async Task AddClientAsync(ApiHost host, string clientId, string role)
    {
        var now = host.Database.IsPostgres ? "now()" : "unixepoch() * 1000000";
        var metadata = $$"""{"client_id":"{{clientId}}","grant_types":["client_credentials"],"service_roles":["{{role}}"]}""";
        await host.Database.ExecuteAsync(
            $"INSERT INTO clients (client_id, metadata, enabled, created_at, updated_at, version) VALUES ('{clientId}', '{metadata}', true, {now}, {now}, 1)"
                .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    private static async Task WithinPromiseAsync(Func<Task<bool>> holdsAsync)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var askedAfter = since.Elapsed;
            if (await holdsAsync()) return;
            Assert.True(askedAfter < Promised + TimeSpan.FromSeconds(1), "It does not count after five seconds.");
            await Task.Delay(100);
        }
    }
}
