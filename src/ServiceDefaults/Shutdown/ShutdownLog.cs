using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Shutdown;

internal static partial class ShutdownLog // events 140 to 149
{
    [LoggerMessage(140, LogLevel.Information, "Asked to stop: still answering for {Delay}, no longer ready")]
    public static partial void Draining(this ILogger logger, TimeSpan delay);
}
