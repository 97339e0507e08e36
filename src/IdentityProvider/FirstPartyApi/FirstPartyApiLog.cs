namespace IdentityProvider.FirstPartyApi;

internal static partial class FirstPartyApiLog // events 3900 to 3999
{
    [LoggerMessage(3900, LogLevel.Warning, "A call of {Path} from the origin {Origin} was refused")]
    public static partial void ForeignOrigin(this ILogger logger, string path, string origin);
}
