using Microsoft.Extensions.Logging;

namespace UserDirectory.Database;

internal static partial class DatabaseLog // events 4000 to 4099
{
    [LoggerMessage(4001, LogLevel.Information, "Applying {Count} migrations to {Provider}")]
    public static partial void Migrating(this ILogger logger, int count, string provider);
}
