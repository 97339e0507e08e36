using ServiceDefaults.Configuration;
using ServiceDefaults.Redis;

namespace ServiceDefaults.Tests.Redis;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis", "redis:6379 / 0 plain")]
    [InlineData("redis.internal:6380", "redis.internal:6380 / 0 plain")]
    [InlineData("[::1]:6380", "::1:6380 / 0 plain")]
    [InlineData("cache:6380, password=a=b, user=app, ssl=True, defaultDatabase=3, abortConnect=false", "cache:6380 app/a=b 3 tls")]
    [InlineData("redis://cache", "cache:6379 / 0 plain")]
    [InlineData("redis://:p%40ss@cache:6380/2", "cache:6380 /p@ss 2 plain")]
    [InlineData("redis://p@cache", "cache:6379 /p 0 plain")]
    [InlineData("rediss://app:secret@cache.example.com/", "cache.example.com:6379 app/secret 0 tls")]
    public void Both_spellings_are_read(string text, string expected)
    {
        var address = RedisAddress.Parse(text);
        Assert.Equal(expected, $"{address} {address.User}/{address.Password} {address.Database} {(address.Tls ? "tls" : "plain")}");
    }

    [Theory]
    [InlineData("password=secret")]
    [InlineData("cache:port,password=secret")]
    [InlineData("cache:70000,password=secret")]
    [InlineData("cache,password=secret,ssl=perhaps")]
    [InlineData("cache,password=secret,other")]
    [InlineData("cache,password=secret,connectTimeout=5")]
    [InlineData("cache,password=secret,defaultDatabase=99")]
    [InlineData("http://:secret@cache")]
    [InlineData("redis://:secret@cache/zero")]
    [InlineData("redis://:secret@/0")]
    public void What_cannot_be_read_is_told_without_the_value(string text)
    {
        var failure = Assert.Throws<StartupFailure>(() => RedisAddress.Parse(text));
        Assert.StartsWith("The setting ConnectionStrings:Redis ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
