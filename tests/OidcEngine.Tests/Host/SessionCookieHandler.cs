using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OidcEngine.Sessions;
using OidcEngine.Tests.Fakes;

namespace OidcEngine.Tests.Host;

/// <summary>Stands for the host's session cookie: its value is the session's id, and the session is looked up like a ticket.</summary>
internal sealed class SessionCookieHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, InMemorySessions sessions)
    : SignOutAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Session";
    public const string CookieName = "session";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Guid.TryParse(Request.Cookies[CookieName], out var id) || Tickets(id) is not { } session)
            return Task.FromResult(AuthenticateResult.NoResult());

        List<Claim> claims =
        [
            new(SessionClaims.Subject, session.Subject),
            new(SessionClaims.SessionId, session.SessionId.ToString()),
            new(SessionClaims.AuthTime, session.AuthTime.ToString("O", CultureInfo.InvariantCulture)),
            new(SessionClaims.Acr, session.Acr),
            .. session.Amr.Select(method => new Claim(SessionClaims.Amr, method)),
        ];
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Name)));
    }

    protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        Response.Cookies.Delete(CookieName);
        return Task.CompletedTask;
    }

    /// <summary>A ticket may be cached for a moment after its session ended; tests ask for that by this header.</summary>
    private EndUserSession? Tickets(Guid id) =>
        sessions.Find(id) ?? (Request.Headers.ContainsKey("X-Stale-Ticket") ? new(id, "alice", ManualTime.Start, "aal1", ["pwd"]) : null);
}
