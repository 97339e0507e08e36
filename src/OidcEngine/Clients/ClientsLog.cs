using Microsoft.Extensions.Logging;

namespace OidcEngine.Clients;

internal static partial class ClientsLog // events 2200 to 2299
{
    [LoggerMessage(2200, LogLevel.Warning, "Client {ClientId} failed to authenticate: {Reason} ({Count} failures since the last record)")]
    public static partial void AuthenticationFailed(this ILogger logger, string? clientId, string reason, int count);
}
