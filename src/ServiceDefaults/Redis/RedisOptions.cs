namespace ServiceDefaults.Redis;

/// <summary>Section <c>Redis</c>; where it is says <c>ConnectionStrings:Redis</c>.</summary>
internal sealed class RedisOptions
{
    /// <summary>How long a request waits for Redis at most. One answer that is later, and nobody asks until it is well again.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(50);

    public static string? Problem(RedisOptions options) =>
        options.Timeout >= TimeSpan.FromMilliseconds(1) && options.Timeout <= TimeSpan.FromSeconds(10)
            ? null
            : "The setting Redis:Timeout must lie between 00:00:00.001 and 00:00:10.";
}
