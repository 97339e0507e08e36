using Microsoft.AspNetCore.Authentication;

namespace WebApp;

internal static partial class SignInFailure
{
    /// <summary>The reason stays in the log: what came with the answer may be anybody's text.</summary>
    public static Task TellAsync(RemoteFailureContext context)
    {
        var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("SignIn");
        SignInFailed(logger, context.Failure?.Message);
        context.Response.Redirect("/trouble");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Warning, "A sign-in failed: {Reason}")]
    private static partial void SignInFailed(ILogger logger, string? reason);
}
