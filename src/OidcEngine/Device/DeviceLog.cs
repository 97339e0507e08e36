using Microsoft.Extensions.Logging;

namespace OidcEngine.Device;

internal static partial class DeviceLog // events 3300 to 3399
{
    [LoggerMessage(3300, LogLevel.Information, "Client {ClientId} got {Error} at the device authorization endpoint: {Detail}")]
    public static partial void Refused(this ILogger logger, string clientId, string error, string detail);

    [LoggerMessage(3301, LogLevel.Warning, "Client {ClientId} presented a used device code; grant {GrantId} is revoked")]
    public static partial void DeviceCodeReplayed(this ILogger logger, string clientId, Guid grantId);
}
