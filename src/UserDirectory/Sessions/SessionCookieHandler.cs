using System.Diagnostics;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Http;
using OidcEngine.Sessions;
using ServiceDefaults.Requests;
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
        await FindAsync(Context.RequestAborted) is { } session
            ? AuthenticateResult.Success(new AuthenticationTicket(SignInPrincipal.Create(session.User, session.Id, session.Locale), Scheme.Name))
            : AuthenticateResult.NoResult();

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        var person = SignInPrincipal.Read(user) ?? throw new InvalidOperationException("The principal was not made by SignInPrincipal.");
        var handle = properties?.GetParameter<Guid?>(SessionCookie.SessionToRenew) is { } session
            ? await sessions.RenewAsync(session, person, Context.RequestAborted)
            : await EnterAsync(person);
        if (handle is null)
        {
            properties?.SetParameter<Guid?>(SessionCookie.SessionToRenew, null);
            Response.Cookies.Delete(SessionCookie.Name, Cookie());
        }
        else
        {
            Response.Cookies.Append(SessionCookie.Name, handle, Cookie());
        }

        BrowserState.Renew(Context, settings.CrossSite);
        Response.Headers.CacheControl = "no-cache, no-store"; // as the forms of a page ask too
    }

    /// <summary>A sign-in of which all is proved. Null when the person may not be signed in any more.</summary>
    private async Task<string?> EnterAsync(SignedInUser person)
    {
        var origin = new SignInOrigin(ClientAddress.Of(Context), Request.Headers.UserAgent, null, Activity.Current?.TraceId.ToHexString());
        var before = await FindAsync(Context.RequestAborted);
        if (before?.User.UserId == person.UserId)
        {
            if (await sessions.SignInAgainAsync(before.Id, person, origin, Context.RequestAborted) is { } handle) return handle;
        }
        else if (before is not null)
        {
            await store.EndAsync(before.Id, SessionEndReason.SignedOut, Context.RequestAborted); // somebody else's turn at this browser
        }

        return await sessions.OpenAsync(person, origin, Context.RequestAborted);
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (await FindAsync(Context.RequestAborted) is { } session) await store.EndAsync(session.Id, SessionEndReason.SignedOut, Context.RequestAborted);
        Response.Cookies.Delete(SessionCookie.Name, Cookie());
        BrowserState.Renew(Context, settings.CrossSite);
        Response.Headers.CacheControl = "no-store";
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var returnUrl = properties.RedirectUri
            ?? (HttpMethods.IsGet(Request.Method) ? $"{OriginalPathBase}{OriginalPath}{Request.QueryString}" : null);
        SeeOther(Options.SignInPath + (returnUrl is null ? null : QueryString.Create("returnUrl", returnUrl)));
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        SeeOther(Options.AccessDeniedPath);
        return Task.CompletedTask;
    }

    private async Task<LiveSession?> FindAsync(CancellationToken cancellationToken) =>
        Request.Cookies[SessionCookie.Name] is { Length: > 0 and <= LongestHandle } handle
            ? await sessions.FindAsync(handle, IsLookedAtOnly, cancellationToken)
            : null;

    /// <summary>What changes something is done by who is signed in at this moment.</summary>
    private bool IsLookedAtOnly => HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method);

    private void SeeOther(string location)
    {
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = location;
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
