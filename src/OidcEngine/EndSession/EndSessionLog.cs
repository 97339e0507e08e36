using Microsoft.Extensions.Logging;

namespace OidcEngine.EndSession;

internal static partial class EndSessionLog // events 2400 to 2499
{
    [LoggerMessage(2401, LogLevel.Warning, "A logout request of client {ClientId} came with an id_token of client {HintedClientId}")]
    public static partial void ForeignHint(this ILogger logger, string? clientId, string hintedClientId);

    [LoggerMessage(2402, LogLevel.Warning, "A logout request of client {ClientId} named a post_logout_redirect_uri that is not registered")]
    public static partial void UnregisteredUri(this ILogger logger, string? clientId);
}
