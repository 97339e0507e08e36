using Microsoft.Extensions.Logging;

namespace OidcEngine.UserInfo;

internal static partial class UserInfoLog // events 2700 to 2749
{
    [LoggerMessage(2700, LogLevel.Information, "Client {ClientId} holds a live token of {Subject}, who may not sign in any more")]
    public static partial void PersonIsGone(this ILogger logger, string clientId, string subject);
}
