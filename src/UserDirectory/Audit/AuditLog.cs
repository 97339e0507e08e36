using Microsoft.Extensions.Logging;

namespace UserDirectory.Audit;

internal static partial class AuditLog // events 4100 to 4199
{
    [LoggerMessage(4101, LogLevel.Information, "The trail is sealed up to record {Position}: seal {Seal}, key {KeyId}, signature {Signature}")]
    public static partial void Checkpoint(this ILogger logger, long position, string seal, string keyId, string signature);

    [LoggerMessage(4102, LogLevel.Error, "The trail could not be sealed; the next round tries again")]
    public static partial void SealingFailed(this ILogger logger, Exception exception);
}
