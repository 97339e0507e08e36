using Microsoft.Extensions.Logging;

namespace UserDirectory.Refusals;

internal static partial class RefusalStoreLog // events 2970 to 2999
{
    [LoggerMessage(2970, LogLevel.Warning, "{Count} refused requests could not be kept for looking up")]
    public static partial void NotWritten(this ILogger logger, int count, Exception exception);
}
