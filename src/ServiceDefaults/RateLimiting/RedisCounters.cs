using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServiceDefaults.Redis;

namespace ServiceDefaults.RateLimiting;

/// <summary>Windows that all instances count in common, in one round trip. What is learnt is kept here as well: a window that is known
/// to be full is refused without asking, and when Redis does not answer, this instance counts on from what it knows. No request
/// passes uncounted.</summary>
internal sealed class RedisCounters(RedisLink redis, MemoryCounters memory) : IRateLimitStore
{
    // KEYS[1] the window; ARGV permits, length in ms, how many to take (0 or 1). Answers: taken now, ms left, whether it was allowed.
    private const string Script = """
        local taken, left = tonumber(redis.call('GET', KEYS[1]) or '0'), redis.call('PTTL', KEYS[1])
        if left < 0 then taken, left = 0, tonumber(ARGV[2]) end
        if taken >= tonumber(ARGV[1]) then return {taken, left, 0} end
        if ARGV[3] == '0' then return {taken, left, 1} end
        if taken == 0 then redis.call('SET', KEYS[1], 1, 'PX', left) else redis.call('INCR', KEYS[1]) end
        return {taken + 1, left, 1}
        """;

    public async ValueTask<RateLimitLease> TakeAsync(RateLimit limit, string key, CancellationToken cancellationToken) =>
        memory.Look(limit, key) is { IsAllowed: false } full
            ? full
            : await AskAsync(limit, key, take: 1, cancellationToken) ?? memory.Take(limit, key);

    public async ValueTask<RateLimitLease> LookAsync(RateLimit limit, string key, CancellationToken cancellationToken) =>
        memory.Look(limit, key) is { IsAllowed: false } full
            ? full
            : await AskAsync(limit, key, take: 0, cancellationToken) ?? memory.Look(limit, key);

    private async ValueTask<RateLimitLease?> AskAsync(RateLimit limit, string key, int take, CancellationToken cancellationToken)
    {
        var reply = await redis.AskAsync(
            ["EVAL", Script, "1", KeyOf(limit, key), Text(limit.Permits), Text((long)limit.Window.TotalMilliseconds), Text(take)], cancellationToken);
        if (reply is not RedisReply.List { Items: [RedisReply.Number(var taken), RedisReply.Number(var left), RedisReply.Number(var allowed)] })
            return null;
        var (count, rest) = ((int)taken, TimeSpan.FromMilliseconds(left));
        if (count > 0) memory.Learn(limit, key, count, rest);
        return new RateLimitLease(allowed == 1, limit.Permits, Math.Max(0, limit.Permits - count), rest);
    }

    // Names and addresses of people stay out of Redis, and keys are of one length.
    private static string KeyOf(RateLimit limit, string key) =>
        $"identity:limit:{limit.Name}:{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16))}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
