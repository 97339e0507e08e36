using Microsoft.Extensions.Logging;

namespace UserDirectory.Avatars;

internal static partial class AvatarLog // events 4600 to 4699
{
    [LoggerMessage(4601, LogLevel.Warning, "A picture took longer than {Limit} to make; the process was killed")]
    public static partial void TookTooLong(this ILogger logger, TimeSpan limit);

    [LoggerMessage(4602, LogLevel.Warning, "The process that makes pictures died with {ExitCode}: {Said}")]
    public static partial void Died(this ILogger logger, int exitCode, string said);

    [LoggerMessage(4603, LogLevel.Debug, "A picture was refused with {ExitCode}: {Said}")]
    public static partial void Refused(this ILogger logger, int exitCode, string said);

    [LoggerMessage(4604, LogLevel.Error, "Pictures cannot be kept or read")]
    public static partial void StoreFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4605, LogLevel.Warning, "The picture {Version} of {UserId} is not in the store; initials are shown instead")]
    public static partial void Lost(this ILogger logger, Guid version, Guid userId);
}
