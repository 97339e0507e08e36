using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Notices;
using ServiceDefaults.Tests.Redis;
using TestKit.Redis;

namespace ServiceDefaults.Tests.Notices;

public sealed class RedisNoticesTests
{
    private readonly ConcurrentQueue<string> _heard = new();

    [Fact]
    public async Task Others_hear_what_one_tells_and_nobody_hears_themselves()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis, "one");
        await using var other = await StartAsync(redis, "other");

        Tell(one, "changes", "a key with spaces");
        await RedisLinkTests.Eventually(() => !_heard.IsEmpty);
        Tell(one, "unheard", "x");
        Tell(other, "changes", "");
        await RedisLinkTests.Eventually(() => _heard.Count == 2);
        Assert.Equal(["other: a key with spaces", "one: "], _heard);
    }

    [Fact]
    public async Task Whatever_is_published_there_does_no_harm()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await StartAsync(redis, "host");
        foreach (var message in new[] { "", " ", "one two", "x unknown y", new string('x', 100_000) })
            await redis.CommandAsync("PUBLISH", "identity:0:changes", message);
        await redis.CommandAsync("PUBLISH", "identity:0:changes", "x changes fine");
        await RedisLinkTests.Eventually(() => !_heard.IsEmpty);
        Assert.Equal(["host: fine"], _heard);
    }

    [Fact]
    public async Task After_a_crash_of_redis_they_hear_each_other_again()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis, "one");
        await using var other = await StartAsync(redis, "other");

        await redis.KillAsync();
        await RedisLinkTests.Eventually(() => !Hears(one) && !Hears(other));
        Tell(one, "changes", "lost");
        await redis.StartAgainAsync();
        await RedisLinkTests.Eventually(() => Hears(one) && Hears(other));
        Tell(one, "changes", "heard");
        await RedisLinkTests.Eventually(() => !_heard.IsEmpty);
        Assert.Equal(["other: heard"], _heard);
    }

    private async Task<SampleHost> StartAsync(RedisServer redis, string name)
    {
        var host = await RedisLinkTests.StartAsync(redis.Address);
        host.Services.GetRequiredService<IChangeNotices>().Hear("changes", key => _heard.Enqueue($"{name}: {key}"));
        await RedisLinkTests.Eventually(() => Hears(host));
        return host;
    }

    private static bool Hears(SampleHost host) => host.Services.GetRequiredService<IChangeNotices>().HearsOthers;

    private static void Tell(SampleHost host, string subject, string key) =>
        host.Services.GetRequiredService<IChangeNotices>().Tell(subject, key);
}
