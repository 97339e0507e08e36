using Microsoft.Extensions.Logging;

namespace OidcEngine.Registration;

internal static partial class RegistrationLog // events 2900 to 2949
{
    [LoggerMessage(2900, LogLevel.Information, "Client {ClientId} got {Error} at the registration endpoint: {Detail}")]
    public static partial void Refused(this ILogger logger, string? clientId, string error, string detail);

    [LoggerMessage(2901, LogLevel.Information, "Client {ClientId} registered itself")]
    public static partial void Registered(this ILogger logger, string clientId);
}
