using Microsoft.Extensions.Logging;

namespace UserDirectory.Refusals;

internal static partial class RefusalStoreLog // events 4300 to 4399
{
    [LoggerMessage(4300, LogLevel.Warning, "{Count} refused requests could not be kept for looking up")]
    public static partial void NotWritten(this ILogger logger, int count, Exception exception);
}
