using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using OidcClient.SignIn;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;

namespace AdminUi.SignIn;

/// <summary>The console is the client <c>admin-ui</c> of our own provider.</summary>
internal static class ConsoleSignIn
{
    public const string FailedPath = "/sign-in-failed";

    /// <summary>The claim that says how strongly the person was authenticated, and its value for two factors.</summary>
    public const string Acr = "acr";
    public const string TwoFactors = "aal2";

    private static readonly string[] Scopes = ["profile", "email", "profile.api", "admin.api"]; // besides openid

    public static void AddConsoleSignIn(this WebApplicationBuilder builder, MasterKey masterKey)
    {
        var console = builder.Services.AddValidatedOptions<ConsoleOptions>(
            builder.Configuration, "AdminUi", options => options.Refuse());
        var secret = AdminUiSecret.Read(builder.Configuration, builder.Environment, masterKey);
        var urls = PublicUrls.Read(builder.Configuration, builder.Environment);
        builder.Services.AddOidcSignIn(options =>
        {
            options.Issuer = urls.Issuer;
            options.PublicUrl = urls.AdminUrl;
            options.ClientId = "admin-ui";
            options.ClientSecret = secret;
            foreach (var scope in Scopes) options.Scope.Add(scope);
            options.RequiredAcr = console.RequiresMfa(builder.Environment) ? TwoFactors : null;
            options.CookieName = "__Host-admin";
            options.IdleTimeout = console.IdleTimeout;
            options.AccessDeniedPath = FailedPath;
            options.Events.OnRemoteFailure = TellAsync;
        });

        var everybody = new AuthorizationPolicyBuilder().RequireAuthenticatedUser();
        if (console.RequiresMfa(builder.Environment)) everybody.RequireClaim(Acr, TwoFactors);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(everybody.Build());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, WeakSessions>();
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
