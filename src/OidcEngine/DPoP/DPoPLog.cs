using Microsoft.Extensions.Logging;

namespace OidcEngine.DPoP;

internal static partial class DPoPLog // events 2800 to 2849
{
    [LoggerMessage(2800, LogLevel.Warning, "A DPoP proof of the key {Thumbprint} came a second time")]
    public static partial void Replayed(this ILogger logger, string thumbprint);
}
