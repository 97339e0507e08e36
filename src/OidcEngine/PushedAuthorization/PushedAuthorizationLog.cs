using Microsoft.Extensions.Logging;

namespace OidcEngine.PushedAuthorization;

internal static partial class PushedAuthorizationLog // events 3200 to 3299
{
    [LoggerMessage(3200, LogLevel.Information, "A pushed request of client {ClientId} was refused: {Error}, {Detail}")]
    public static partial void Refused(this ILogger logger, string clientId, string error, string detail);
}
