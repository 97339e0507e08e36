using Microsoft.Extensions.Logging;

namespace OidcEngine.Authorization;

internal static partial class AuthorizationLog // events 2100 to 2199
{
    [LoggerMessage(2101, LogLevel.Information, "An authorization request of client {ClientId} was refused: {Error}, {Description}")]
    public static partial void Refused(this ILogger logger, string? clientId, string error, string description);

    [LoggerMessage(2102, LogLevel.Information, "An authorization request of client {ClientId} ended without a code: {Error}, {Description}")]
    public static partial void Ended(this ILogger logger, string clientId, string error, string description);
}
