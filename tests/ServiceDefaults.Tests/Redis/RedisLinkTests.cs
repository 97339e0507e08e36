using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;
using ServiceDefaults.RateLimiting;
using ServiceDefaults.Redis;
using TestKit.Certificates;
using TestKit.Ports;
using TestKit.Redis;

namespace ServiceDefaults.Tests.Redis;

public sealed class RedisLinkTests
{
    private static readonly (string, string)[] Patient = [("Redis:Timeout", "00:00:02")]; // a busy machine is no slow Redis

    [Fact]
    public async Task Many_callers_get_their_own_answers()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await StartAsync(redis.Address);
        var link = await WellAsync(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2000).Select(async number =>
            (Asked: $"{number}", Said: await link.AskAsync(["ECHO", $"{number}"], default))));

        Assert.All(answers, answer => Assert.Equal(new RedisReply.Text(answer.Asked), answer.Said));
    }

    [Fact]
    public async Task A_password_is_sent_and_a_wrong_one_is_told_in_the_log_alone()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", "right-secret");
        await using var host = await StartAsync($"{redis.Address},password=right-secret,defaultDatabase=4");
        await WellAsync(host);

        await using var wrong = await StartAsync($"{redis.Address},password=wrong-secret");
        await Eventually(() => wrong.Log.Lines.Any(line => line.Contains("WRONGPASS", StringComparison.Ordinal)));
        Assert.DoesNotContain(wrong.Log.Lines, line => line.Contains("wrong-secret", StringComparison.Ordinal));
        Assert.False(wrong.Services.GetRequiredService<RedisLink>().IsWell);
    }

    [Fact]
    public async Task Tls_is_spoken_with_a_server_that_is_trusted_and_with_no_other()
    {
        await using var redis = await RedisServer.StartAsync();
        using var proxy = new TlsProxy(redis.Address);
        await using var host = await StartAsync(
            $"rediss://{proxy.Address}", ("Outbound:TrustedCaFile", LoopbackCertificates.Instance.AuthorityFile));
        Assert.Equal(new RedisReply.Text("over tls"), await (await WellAsync(host)).AskAsync(["ECHO", "over tls"], default));

        await using var stranger = await StartAsync($"{proxy.Address},ssl=true");
        await Eventually(() => stranger.Log.Lines.Any(line => line.Contains("certificate", StringComparison.OrdinalIgnoreCase)));
        Assert.False(stranger.Services.GetRequiredService<RedisLink>().IsWell);
    }

    [Fact]
    public async Task A_host_starts_and_is_ready_where_no_redis_is()
    {
        await using var host = await StartAsync($"127.0.0.1:{FreePorts.Take(1)[0]}");
        var (response, body) = await host.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("degraded", body.GetProperty("checks").GetProperty("redis").GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/limited")).Response.StatusCode);
        await Eventually(async () => (await host.Client.GetStringAsync(new Uri("/health/metrics", UriKind.Relative)))
            .Contains("identity_cache_redis_errors_total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redis_that_is_there_is_healthy()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var host = await StartAsync(redis.Address);
        await WellAsync(host);
        var (_, body) = await host.GetAsync("/health/ready");
        Assert.Equal("healthy", body.GetProperty("checks").GetProperty("redis").GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_is_configured_wrongly_stops_the_start()
    {
        var address = await Assert.ThrowsAsync<StartupFailure>(() => StartAsync("cache:port"));
        Assert.Contains("ConnectionStrings:Redis", address.Message, StringComparison.Ordinal);
        var timeout = await Assert.ThrowsAsync<StartupFailure>(() => SampleHost.StartAsync(
            settings: [("ConnectionStrings:Redis", "cache:6379"), ("Redis:Timeout", "00:01:00")]));
        Assert.Contains("Redis:Timeout", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_speaks_another_language_is_left_alone()
    {
        await using var other = await SampleHost.StartAsync();
        await using var host = await StartAsync(other.Client.BaseAddress!.Authority);
        await Eventually(() => host.Log.Lines.Any(line => line.Contains("is not Redis", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/limited")).Response.StatusCode);
    }

    internal static Task<SampleHost> StartAsync(string redis, params (string Key, string Value)[] settings) => SampleHost.StartAsync(
        static app =>
        {
            app.UseRateLimits();
            app.MapGet("/limited", () => "ok").LimitRate(limits => limits.Pages);
        },
        settings: [("ConnectionStrings:Redis", redis), .. settings.Any(setting => setting.Key == "Redis:Timeout") ? [] : Patient, .. settings]);

    internal static async Task<RedisLink> WellAsync(SampleHost host)
    {
        var link = host.Services.GetRequiredService<RedisLink>();
        await Eventually(() => link.IsWell);
        return link;
    }

    internal static Task Eventually(Func<bool> isSo) => Eventually(() => Task.FromResult(isSo()));

    internal static async Task Eventually(Func<Task<bool>> isSo)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo()) await Task.Delay(10, late.Token);
    }
}
