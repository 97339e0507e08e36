namespace AdminUi.SignIn;

internal static partial class ConsoleSignInLog // events 8000 to 8099
{
    [LoggerMessage(8001, LogLevel.Warning, "A sign-in failed: {Reason}")]
    public static partial void SignInFailed(this ILogger logger, string? reason);
}
