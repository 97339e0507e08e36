using Microsoft.Extensions.Logging;

namespace UserDirectory.Housekeeping;

internal static partial class HousekeepingLog // events 4100 to 4199
{
    [LoggerMessage(4101, LogLevel.Debug, "{Job}: {Result}")]
    public static partial void JobDone(this ILogger logger, string job, string result);

    [LoggerMessage(4102, LogLevel.Error, "{Job} failed")]
    public static partial void JobFailed(this ILogger logger, Exception exception, string job);
}
