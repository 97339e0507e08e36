namespace IdentityProvider.ExternalLogins;

internal static partial class ExternalLoginLog // events 3600 to 3699
{
    [LoggerMessage(3601, LogLevel.Warning, "A sign-in at {Provider} failed: {Reason}")]
    public static partial void SignInFailed(this ILogger logger, string provider, string reason);
}
