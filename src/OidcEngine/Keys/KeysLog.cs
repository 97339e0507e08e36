using Microsoft.Extensions.Logging;

namespace OidcEngine.Keys;

internal static partial class KeysLog // events 2300 to 2399
{
    [LoggerMessage(
        2300, LogLevel.Information, "{Purpose} key {KeyId} ({Algorithm}, number {Sequence}) was added, active from {ActiveFrom:O}")]
    public static partial void KeyAdded(
        this ILogger logger, KeyPurpose purpose, string algorithm, string keyId, int sequence, DateTimeOffset activeFrom);

    [LoggerMessage(2301, LogLevel.Error, "The key ring could not be read; keys read before, if any, stay in use")]
    public static partial void RefreshFailed(this ILogger logger, Exception error);
}
