using Microsoft.Extensions.Logging;

namespace OidcEngine.Authorization;

internal static partial class AuthorizationLog // events 2100 to 2199
{
    [LoggerMessage(2101, LogLevel.Information, "A request of client {ClientId} was shown as an error: {Error}, {Description}")]
    public static partial void Refused(this ILogger logger, string? clientId, string error, string description);

    [LoggerMessage(2102, LogLevel.Information, "A request of client {ClientId} ended without a code: {Error}, {Description}")]
    public static partial void Ended(this ILogger logger, string clientId, string error, string description);
}
