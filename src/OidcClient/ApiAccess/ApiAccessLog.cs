using Microsoft.Extensions.Logging;

namespace OidcClient.ApiAccess;

internal static partial class ApiAccessLog // events 7100 to 7199
{
    [LoggerMessage(7101, LogLevel.Information, "An access token was refused: {Detail}")]
    public static partial void TokenRefused(this ILogger logger, string detail);
}
