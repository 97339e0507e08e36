using Microsoft.Extensions.Logging;

namespace OidcClient.SignIn;

internal static partial class SignInLog // events 7200 to 7299
{
    [LoggerMessage(7201, LogLevel.Warning, "A logout token was refused: {Detail}")]
    public static partial void LogoutTokenRefused(this ILogger logger, string detail);

    [LoggerMessage(7202, LogLevel.Information, "The provider ended session {SessionId}")]
    public static partial void SessionEnded(this ILogger logger, string? sessionId);

    [LoggerMessage(7203, LogLevel.Information, "A session ended: the refresh was refused with {Error}")]
    public static partial void RefreshRefused(this ILogger logger, string error);

    [LoggerMessage(7204, LogLevel.Warning, "An access token could not be renewed now: {Reason}")]
    public static partial void RefreshUnavailable(this ILogger logger, string reason);

    [LoggerMessage(7205, LogLevel.Warning, "The id_token does not fit into the session's cookie and is left out: signing out will ask")]
    public static partial void IdTokenLeftOut(this ILogger logger);

    [LoggerMessage(7206, LogLevel.Warning, "Nobody can be sent to the provider now: {Reason}")]
    public static partial void SignInUnavailable(this ILogger logger, string reason);
}
