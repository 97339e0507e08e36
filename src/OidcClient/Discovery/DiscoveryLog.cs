using Microsoft.Extensions.Logging;

namespace OidcClient.Discovery;

internal static partial class DiscoveryLog // events 7000 to 7099
{
    [LoggerMessage(7001, LogLevel.Warning, "The provider {Issuer} cannot be asked: {Reason}")]
    public static partial void ProviderUnavailable(this ILogger logger, string issuer, string reason);
}
