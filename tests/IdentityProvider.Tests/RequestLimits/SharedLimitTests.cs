using System.Net;
using IdentityProvider.Tests.Hosting;
using TestKit.Redis;

namespace IdentityProvider.Tests.RequestLimits;

public sealed class SharedLimitTests
{
    [Fact]
    public async Task Guesses_are_counted_over_all_instances()
    {
        await using var redis = await RedisServer.StartAsync();
        (string, string)[] settings =
        [
            ("ConnectionStrings:Redis", redis.Address), ("Redis:Timeout", "00:00:02"), ("RateLimits:Enabled", "true"), ("RateLimits:SignInFailures:Permits", "4"),
        ];
        await using var one = await Provider.StartAsync(settings);
        await using var other = await Provider.StartAsync(settings);
        await HealthyAsync(one);
        await HealthyAsync(other);

        for (var guess = 0; guess < 4; guess++)
            Assert.Equal(HttpStatusCode.OK, await GuessAsync(guess % 2 == 0 ? one : other));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(one));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(other));
    }

    private static async Task<HttpStatusCode> GuessAsync(Provider provider)
    {
        using var browser = provider.NewBrowser();
        await browser.OpenAsync($"{provider.Issuer}/sign-in");
        await browser.SubmitAsync(("UserName", "alice"), ("Password", "Wrong-1234"));
        return browser.Status;
    }

    private static async Task HealthyAsync(Provider provider)
    {
        using var client = provider.NewClient();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await ReadinessAsync(client, late.Token)).Contains("\"redis\":{\"status\":\"healthy\"", StringComparison.Ordinal))
            await Task.Delay(50, late.Token);
    }

    // A provider that is not ready yet says so with 503, and which part it waits for.
    private static async Task<string> ReadinessAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }
}
