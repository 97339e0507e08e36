using Microsoft.Extensions.Logging;

namespace OidcEngine.Introspection;

internal static partial class IntrospectionLog // events 2600 to 2699
{
    [LoggerMessage(2600, LogLevel.Warning, "Client {ClientId} asked about a token of client {OwnerId} that it may not know of")]
    public static partial void ForeignToken(this ILogger logger, string clientId, string ownerId);
}
