using System.Diagnostics;
using TestKit.Redis;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Instances;

/// <summary>What one instance changes counts at the other: within 5 s in any case, within moments where there is Redis.</summary>
public sealed class PermissionChangeTests
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_counts_at_the_other_instance(bool hasRedis)
    {
        await using var redis = hasRedis ? await RedisServer.StartAsync() : null;
        await using var instances = await TwoInstances.StartAsync(redis, ("Redis:Timeout", "00:00:02"));
        var admin = await instances.One.NewPersonAsync("admin");
        // Less than the belief: what was read right before would still be believed.
        var atMost = hasRedis ? Belief - TimeSpan.FromSeconds(1) : Belief + TimeSpan.FromSeconds(1);

        var demoted = await instances.One.NewPersonAsync("auditor");
        await ReadsAsync(instances.Other, demoted, 200);
        (await SendAsync(admin, HttpMethod.Delete, $"/v1/admin/users/{demoted.Id}/roles/auditor")).Expect(200);
        await RefusedWithinAsync(instances.Other, demoted, atMost);

        (await SendAsync(admin, HttpMethod.Post, "/v1/admin/roles", """{"name":"readers","permissions":["users.read"]}""")).Expect(201);
        var reader = await instances.One.NewPersonAsync("readers");
        await ReadsAsync(instances.Other, reader, 200);
        (await SendAsync(admin, HttpMethod.Put, "/v1/admin/roles/readers", """{"name":"readers","permissions":["roles.read"]}""")).Expect(200);
        await RefusedWithinAsync(instances.Other, reader, atMost);

        var suspended = await instances.One.NewPersonAsync("auditor");
        await ReadsAsync(instances.Other, suspended, 200);
        (await SendAsync(admin, HttpMethod.Post, $"/v1/admin/users/{suspended.Id}/suspend")).Expect(200);
        await RefusedWithinAsync(instances.Other, suspended, atMost);
    }

    [Fact]
    public async Task The_instance_that_changes_it_refuses_at_once()
    {
        var host = await ApiHost.OnAsync(Databases.Sqlite);
        var (admin, demoted) = (await host.NewPersonAsync("admin"), await host.NewPersonAsync("auditor"));
        await ReadsAsync(host, demoted, 200);
        (await SendAsync(admin, HttpMethod.Delete, $"/v1/admin/users/{demoted.Id}/roles/auditor")).Expect(200);
        await ReadsAsync(host, demoted, 403);
    }

    internal static Task<Answer> SendAsync(Person admin, HttpMethod method, string path, string? json = null) =>
        admin.Host.SendAsync(method, path, admin.Token("admin.api"), json);

    internal static async Task RefusedWithinAsync(ApiHost host, Person person, TimeSpan atMost)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var askedAfter = Stopwatch.GetElapsedTime(since);
            if ((await ReadAsync(host, person)).Status == 403) return;
            Assert.True(askedAfter < atMost, $"{askedAfter} after the change {person.Name} was still allowed.");
            await Task.Delay(20);
        }
    }

    internal static Task<Answer> ReadAsync(ApiHost host, Person person) => host.SendAsync(HttpMethod.Get, "/v1/users?limit=1", person.Token("admin.api"));

    private static async Task ReadsAsync(ApiHost host, Person person, int status) => (await ReadAsync(host, person)).Expect(status);
}
