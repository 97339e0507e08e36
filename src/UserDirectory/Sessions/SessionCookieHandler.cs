using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Sessions;
using UserDirectory.SignIn;

namespace UserDirectory.Sessions;

/// <summary>Authenticates by the session cookie. The framework's cookie handler keeps a session's key when somebody signs in over it,
/// which lets a planted cookie be used by whoever planted it; here each sign-in gives a new handle.</summary>
internal sealed class SessionCookieHandler(
    IOptionsMonitor<SessionCookieOptions> options, ILoggerFactory loggers, UrlEncoder encoder,
    SessionRecords sessions, ISessionStore store, SessionOptions settings)
    : SignInAuthenticationHandler<SessionCookieOptions>(options, loggers, encoder)
{
    private const int LongestHandle = 64;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await FindAsync() is { } session
            ? AuthenticateResult.Success(new AuthenticationTicket(SignInPrincipal.Create(session.User, session.Id), Scheme.Name))
            : AuthenticateResult.NoResult();

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var person = SignInPrincipal.Read(user) ?? throw new InvalidOperationException("The principal was not made by SignInPrincipal.");
        var before = await FindAsync();
        string? handle = null;
        if (before?.User.UserId == person.UserId)
            handle = await sessions.RenewAsync(before.Id, person, Context.RequestAborted);
        else if (before is not null)
            await store.EndAsync(before.Id, SessionEndReason.SignedOut, Context.RequestAborted); // somebody else's turn at this browser

        handle ??= await sessions.OpenAsync(
            person, Context.Connection.RemoteIpAddress?.ToString(), Request.Headers.UserAgent, Context.RequestAborted);
        Response.Cookies.Append(SessionCookie.Name, handle, Cookie());
        Response.Headers.CacheControl = "no-store";
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (await FindAsync() is { } session) await store.EndAsync(session.Id, SessionEndReason.SignedOut, Context.RequestAborted);
        Response.Cookies.Delete(SessionCookie.Name, Cookie());
        Response.Headers.CacheControl = "no-store";
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var returnUrl = properties.RedirectUri
            ?? (HttpMethods.IsGet(Request.Method) ? $"{OriginalPathBase}{OriginalPath}{Request.QueryString}" : null);
        return SeeOther(Options.SignInPath + (returnUrl is null ? null : QueryString.Create("returnUrl", returnUrl)));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => SeeOther(Options.AccessDeniedPath);

    private async Task<LiveSession?> FindAsync() =>
        Request.Cookies[SessionCookie.Name] is { Length: > 0 and <= LongestHandle } handle
            ? await sessions.FindAsync(handle, Context.RequestAborted)
            : null;

    private Task SeeOther(string location)
    {
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private CookieOptions Cookie() => new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = settings.CrossSite ? SameSiteMode.None : SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
