using Microsoft.Extensions.Logging;

namespace UserDirectory.Database;

internal static partial class DatabaseLog // events 4700 to 4799
{
    [LoggerMessage(4701, LogLevel.Information, "Applying {Count} migrations to {Provider}")]
    public static partial void Migrating(this ILogger logger, int count, string provider);
}
