using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Redis;

internal static partial class RedisLog // events 150 to 159
{
    [LoggerMessage(150, LogLevel.Warning, "Redis at {Address} cannot be used, so limits are counted by each instance for itself until it is back: {Reason}")]
    public static partial void Unreachable(this ILogger logger, RedisAddress address, string reason);

    [LoggerMessage(151, LogLevel.Information, "Redis at {Address} is back")]
    public static partial void Reachable(this ILogger logger, RedisAddress address);

    [LoggerMessage(152, LogLevel.Warning, "Redis at {Address} did not answer within {Timeout}: it is not asked until it is well")]
    public static partial void Late(this ILogger logger, RedisAddress address, TimeSpan timeout);

    [LoggerMessage(153, LogLevel.Warning, "Redis refused {Command}: {Reason}")]
    public static partial void Refused(this ILogger logger, string command, string reason);
}
