using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Requests;

internal static partial class RequestLog // events 120 to 139
{
    [LoggerMessage(120, LogLevel.Information, "Answered {status} in {duration_ms} ms {support_code}")]
    public static partial void Answered(this ILogger logger, int status, double duration_ms, string? support_code);
}
