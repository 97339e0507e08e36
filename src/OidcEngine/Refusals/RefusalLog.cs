using Microsoft.Extensions.Logging;

namespace OidcEngine.Refusals;

internal static partial class RefusalLog // events 3000 to 3099
{
    [LoggerMessage(3000, LogLevel.Information, "Support code {SupportCode}: a request to {Endpoint} got {Error} by the rule {Rule}")]
    public static partial void Refused(this ILogger logger, string supportCode, string endpoint, string error, string? rule);
}
