using Microsoft.Extensions.Logging;

namespace OidcEngine.Token;

internal static partial class TokenLog // events 2000 to 2099
{
    [LoggerMessage(2000, LogLevel.Information, "Client {ClientId} got {Error} at the token endpoint: {Detail}")]
    public static partial void Refused(this ILogger logger, string clientId, string error, string detail);

    [LoggerMessage(2001, LogLevel.Warning, "Client {ClientId} presented a used code; grant {GrantId} is revoked")]
    public static partial void CodeReplayed(this ILogger logger, string clientId, Guid grantId);

    [LoggerMessage(2002, LogLevel.Warning, "Client {ClientId} presented a used refresh token; grant {GrantId} is revoked")]
    public static partial void RefreshTokenReused(this ILogger logger, string clientId, Guid grantId);
}
