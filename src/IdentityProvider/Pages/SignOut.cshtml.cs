using System.Globalization;
using IdentityProvider.Consent;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.EndSession;
using OidcEngine.Sessions;
using ServiceDefaults.Headers;

namespace IdentityProvider.Pages;

/// <summary>Asks before it signs out: a link on somebody's page must not be enough (OIDC RP-Initiated Logout §2).</summary>
internal sealed class SignOutModel(EndSessionInteractions logout, AppNames names) : PageModel
{
    [FromQuery] public string? LogoutId { get; set; }

    public string UserName => User.UserName() ?? "";
    public string? ClientName { get; private set; }
    public bool IsAboutAnother { get; private set; }
    public IReadOnlyList<string> Apps { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session) return this.SeeOtherAt("/signed-out");
        var request = logout.Read(LogoutId);
        if (request?.ClientId is { } clientId) ClientName = await names.FindAsync(clientId, cancellationToken);
        IsAboutAnother = request?.LogoutHint is { } hint && !MayName(session, hint);
        Apps = await names.FindAllAsync(await logout.FindClientIdsAsync(session, cancellationToken), cancellationToken);
        if (request?.RedirectSource is { } source) HttpContext.ContentSecurityPolicy.AllowFormAction(source);
        return Page();
    }

    /// <summary>What we take a <c>logout_hint</c> for: a user name, a <c>sub</c> or a <c>sid</c>. A mail address may be anybody's.</summary>
    private bool MayName(EndUserSession session, string hint) =>
        hint.Equals(UserName, StringComparison.OrdinalIgnoreCase) || hint == session.Subject || hint == session.SessionId.ToString() || hint.Contains('@');

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session) return this.SeeOtherAt("/signed-out");
        IReadOnlyList<string> spokenHere = [CultureInfo.CurrentUICulture.Name];
        var request = (logout.Read(LogoutId) ?? LogoutRequest.Own) with { UiLocales = spokenHere };
        var outcome = await logout.EndAsync(session, request, cancellationToken);
        await BrowserSession.EndAsync(HttpContext);
        return this.SeeOtherAt(outcome.RedirectUri ?? $"/signed-out?logoutId={Uri.EscapeDataString(outcome.LogoutId)}");
    }
}
