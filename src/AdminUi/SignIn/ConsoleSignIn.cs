using Microsoft.AspNetCore.Authentication;
using OidcClient.SignIn;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;

namespace AdminUi.SignIn;

/// <summary>The console is the client <c>admin-ui</c> of our own provider.</summary>
internal static class ConsoleSignIn
{
    public const string FailedPath = "/sign-in-failed";

    private static readonly string[] Scopes = ["profile", "email", "profile.api", "admin.api"]; // besides openid

    public static void AddConsoleSignIn(this WebApplicationBuilder builder, MasterKey masterKey)
    {
        var console = builder.Services.AddValidatedOptions<ConsoleOptions>(
            builder.Configuration, "AdminUi", options => options.Refuse(builder.Environment));
        var secret = AdminUiSecret.Read(builder.Configuration, builder.Environment, masterKey);
        var urls = PublicUrls.Read(builder.Configuration, builder.Environment);
        builder.Services.AddOidcSignIn(options =>
        {
            options.Issuer = urls.Issuer;
            options.PublicUrl = urls.AdminUrl;
            options.ClientId = "admin-ui";
            options.ClientSecret = secret;
            foreach (var scope in Scopes) options.Scope.Add(scope);
            options.CookieName = "__Host-admin";
            options.IdleTimeout = console.IdleTimeout;
            options.AccessDeniedPath = FailedPath;
            options.Events.OnRemoteFailure = TellAsync;
        });
    }

    /// <summary>The reason stays in the log: what came with the answer may be anybody's text.</summary>
    private static Task TellAsync(RemoteFailureContext context)
    {
        var logger = context.HttpContext.RequestServices.GetRequiredService<ILogger<ConsoleOptions>>();
        logger.SignInFailed(context.Failure?.Message);
        context.Response.Redirect(FailedPath);
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
