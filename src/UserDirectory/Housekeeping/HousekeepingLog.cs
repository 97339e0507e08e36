using Microsoft.Extensions.Logging;

namespace UserDirectory.Housekeeping;

internal static partial class HousekeepingLog // events 4200 to 4299
{
    [LoggerMessage(4201, LogLevel.Debug, "{Job}: {Result}")]
    public static partial void JobDone(this ILogger logger, string job, string result);

    [LoggerMessage(4202, LogLevel.Error, "{Job} failed")]
    public static partial void JobFailed(this ILogger logger, Exception exception, string job);
}
