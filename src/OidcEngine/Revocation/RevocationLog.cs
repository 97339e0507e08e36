using Microsoft.Extensions.Logging;

namespace OidcEngine.Revocation;

internal static partial class RevocationLog // events 2500 to 2599
{
    [LoggerMessage(2500, LogLevel.Information, "Client {ClientId} revoked grant {GrantId}")]
    public static partial void GrantRevoked(this ILogger logger, string clientId, Guid grantId);

    [LoggerMessage(2501, LogLevel.Warning, "Client {ClientId} asked to revoke a token of client {OwnerId}")]
    public static partial void ForeignToken(this ILogger logger, string clientId, string ownerId);

    [LoggerMessage(2502, LogLevel.Information, "Client {ClientId} revoked access token {TokenId}")]
    public static partial void AccessTokenRevoked(this ILogger logger, string clientId, string tokenId);

    [LoggerMessage(2503, LogLevel.Information, "Client {ClientId} asked to revoke grant {GrantId}, which has ended or is another client's")]
    public static partial void NothingToRevoke(this ILogger logger, string clientId, Guid grantId);
}
