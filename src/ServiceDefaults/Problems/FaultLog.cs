using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Problems;

internal static partial class FaultLog // events 100 to 119
{
    [LoggerMessage(100, LogLevel.Error, "Support code {SupportCode}: the request failed")]
    public static partial void Failed(this ILogger logger, Exception exception, string supportCode);

    [LoggerMessage(101, LogLevel.Information, "Support code {SupportCode}: the request could not be read ({Status}): {Reason}")]
    public static partial void Unreadable(this ILogger logger, string supportCode, int status, string reason);
}
