using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.RateLimiting;
using ServiceDefaults.Tests.Redis;
using TestKit.Redis;

namespace ServiceDefaults.Tests.RateLimiting;

public sealed class RedisCountersTests
{
    private static readonly (string, string)[] Twenty = [("RateLimits:Pages:Permits", "20"), ("RateLimits:Pages:Window", "00:10:00")];

    [Fact]
    public async Task Two_instances_have_one_limit_between_them()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis, Twenty);
        await using var other = await StartAsync(redis, Twenty);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => StatusAsync(number % 2 == 0 ? one : other)));

        Assert.Equal(20, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(40, answers.Count(status => status == HttpStatusCode.TooManyRequests));
        var (refused, _) = await other.GetAsync("/limited");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_window_ends_for_both()
    {
        await using var redis = await RedisServer.StartAsync();
        (string, string)[] two = [("RateLimits:Pages:Permits", "2"), ("RateLimits:Pages:Window", "00:00:03")];
        await using var one = await StartAsync(redis, two);
        await using var other = await StartAsync(redis, two);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(other));
        await RedisLinkTests.Eventually(async () => await StatusAsync(other) == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(one));
    }

    [Fact]
    public async Task A_look_takes_nothing_and_sees_what_others_took()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await StartAsync(redis);
        await using var other = await StartAsync(redis);
        var (counters, others, limits) = (Counters(one), Counters(other), one.Services.GetRequiredService<RateLimits>());

        for (var looked = 0; looked < 20; looked++)
            Assert.Equal(5, (await counters.LookAsync(limits.SignInFailures, "net", default)).Remaining);
        for (var taken = 0; taken < 5; taken++)
            Assert.Equal(4 - taken, (await others.TakeAsync(limits.SignInFailures, "net", default)).Remaining);
        Assert.False((await counters.LookAsync(limits.SignInFailures, "net", default)).IsAllowed);
        Assert.True((await counters.LookAsync(limits.SignInFailures, "another", default)).IsAllowed);
        Assert.True((await counters.LookAsync(limits.SignIn, "net", default)).IsAllowed);
    }

    [Fact]
    public async Task Names_and_addresses_stay_out_of_redis()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await StartAsync(redis);
        await Counters(host).TakeAsync(host.Services.GetRequiredService<RateLimits>().SignIn, "alice", default);
        var keys = await redis.CommandAsync("KEYS", "*");
        Assert.StartsWith("identity:limit:SignIn:", keys, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", keys, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(int.Parse(await redis.CommandAsync("PTTL", keys), System.Globalization.CultureInfo.InvariantCulture), 1, 300_000);
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("frozen")]
    [InlineData("emptied")]
    public async Task Whoever_is_at_the_limit_stays_there_when_redis_fails(string fault)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await StartAsync(redis, [.. Twenty, ("Redis:Timeout", "00:00:00.500")]);
        for (var request = 0; request < 20; request++) Assert.Equal(HttpStatusCode.OK, await StatusAsync(host));

        await Break(redis, fault);
        for (var request = 0; request < 5; request++) Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(host));
        if (fault == "frozen") await redis.ThawAsync();
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("frozen")]
    public async Task Without_redis_each_instance_counts_on_from_what_it_knows(string fault)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await StartAsync(redis, [.. Twenty, ("Redis:Timeout", "00:00:00.500")]);
        for (var request = 0; request < 15; request++) await StatusAsync(host);

        await Break(redis, fault);
        var began = Stopwatch.GetTimestamp();
        var answers = new List<HttpStatusCode>();
        for (var request = 0; request < 50; request++) answers.Add(await StatusAsync(host));
        Assert.Equal(5, answers.TakeWhile(status => status == HttpStatusCode.OK).Count());
        Assert.Equal(45, answers.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(12)); // one timeout, and not one for each

        if (fault == "frozen") await redis.ThawAsync();
        else await redis.StartAgainAsync();
        await RedisLinkTests.WellAsync(host);
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(host)); // it is still the same window
    }

    private static Task Break(RedisServer redis, string fault) => fault switch
    {
        "killed" => redis.KillAsync(),
        "frozen" => redis.FreezeAsync(),
        _ => redis.CommandAsync("FLUSHALL"),
    };

    private static async Task<SampleHost> StartAsync(RedisServer redis, params (string, string)[] settings)
    {
        var host = await RedisLinkTests.StartAsync(redis.Address, settings);
        await RedisLinkTests.WellAsync(host);
        return host;
    }

    private static RateLimitCounters Counters(SampleHost host) => host.Services.GetRequiredService<RateLimitCounters>();

    private static async Task<HttpStatusCode> StatusAsync(SampleHost host) => (await host.GetAsync("/limited")).Response.StatusCode;
}
