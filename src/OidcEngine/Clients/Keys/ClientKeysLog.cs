using Microsoft.Extensions.Logging;

namespace OidcEngine.Clients.Keys;

internal static partial class ClientKeysLog // events 3100 to 3199
{
    [LoggerMessage(3100, LogLevel.Warning, "The keys of a client at {Address} cannot be read: {Reason}")]
    public static partial void KeysUnreadable(this ILogger logger, string address, string reason);
}
