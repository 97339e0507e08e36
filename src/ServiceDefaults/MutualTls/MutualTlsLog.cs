using Microsoft.Extensions.Logging;

namespace ServiceDefaults.MutualTls;

internal static partial class MutualTlsLog // events 160 to 169
{
    [LoggerMessage(160, LogLevel.Warning, "A trusted proxy sent a certificate in {Header} that cannot be read")]
    public static partial void UnreadableCertificate(this ILogger logger, string header);
}
