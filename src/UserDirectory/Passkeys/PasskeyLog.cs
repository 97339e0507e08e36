using Microsoft.Extensions.Logging;

namespace UserDirectory.Passkeys;

internal static partial class PasskeyLog // events 3400 to 3499
{
    [LoggerMessage(3401, LogLevel.Information, "A passkey ({Purpose}) was refused: {Reason}")]
    public static partial void Refused(this ILogger logger, string purpose, string reason);

    [LoggerMessage(3402, LogLevel.Information, "A passkey ({Purpose}) was refused: its challenge was never given to this browser for this, was answered or has expired")]
    public static partial void NoChallenge(this ILogger logger, string purpose);

    [LoggerMessage(3403, LogLevel.Warning, "The signature counter of a passkey of user {UserId} did not go up: it may have been copied")]
    public static partial void CounterWentBack(this ILogger logger, Guid userId);
}
