using Microsoft.Extensions.Logging;

namespace OidcEngine.PushedAuthorization;

internal static partial class PushedAuthorizationLog // events 2750 to 2774
{
    [LoggerMessage(2750, LogLevel.Information, "A pushed request of client {ClientId} was refused: {Error}, {Detail}")]
    public static partial void Refused(this ILogger logger, string clientId, string error, string detail);
}
