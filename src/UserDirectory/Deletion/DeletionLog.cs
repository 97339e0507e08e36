using Microsoft.Extensions.Logging;

namespace UserDirectory.Deletion;

internal static partial class DeletionLog // events 4500 to 4599
{
    [LoggerMessage(4501, LogLevel.Error, "The account {UserId} could not be erased; the next run tries again")]
    public static partial void ErasureFailed(this ILogger logger, Exception exception, Guid userId);
}
