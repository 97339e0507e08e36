using System.Diagnostics.Metrics;

namespace ServiceDefaults.Redis;

/// <summary>Counts what Redis did not answer: then each instance does with its own memory.</summary>
internal sealed class RedisMetrics
{
    private readonly Counter<long> _errors;

    public RedisMetrics(IMeterFactory meters) => _errors = meters.Create("Identity.Redis").CreateCounter<long>(
        "identity.cache.redis.errors", "{error}", "Commands that Redis did not carry out in time");

    public void Failed(string command) => _errors.Add(1, new KeyValuePair<string, object?>("command", command));
}
