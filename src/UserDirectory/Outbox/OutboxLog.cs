using Microsoft.Extensions.Logging;

namespace UserDirectory.Outbox;

internal static partial class OutboxLog // events 4000 to 4099
{
    [LoggerMessage(4001, LogLevel.Warning, "Message {MessageId} ({Kind}) was not delivered at attempt {Attempt}: {Reason}")]
    public static partial void Failed(this ILogger logger, string kind, Guid messageId, int attempt, string reason);

    [LoggerMessage(4002, LogLevel.Error, "Message {MessageId} ({Kind}) is given up after attempt {Attempt}: {Reason}")]
    public static partial void GivenUp(this ILogger logger, string kind, Guid messageId, int attempt, string reason);

    [LoggerMessage(4003, LogLevel.Error, "The outbox cannot be read")]
    public static partial void TakingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4004, LogLevel.Error, "What became of message {MessageId} ({Kind}) cannot be written; it will be tried again")]
    public static partial void SettlingFailed(this ILogger logger, string kind, Guid messageId, Exception exception);
}
