using Microsoft.Extensions.Options;
using OidcEngine.Sessions;

namespace OidcEngine.EndSession;

/// <summary>Decides whether a logout request ends the session at once or asks first, OIDC RP-Initiated Logout 1.0 §2: only an id_token
/// of this very session proves that the request is no other site's trick. Round trips: one where the session ends, else none.</summary>
internal sealed class SignOutFlow(EndSessionInteractions interactions, LogoutIds ids, IOptions<OidcEngineOptions> options)
{
    private readonly string _basePath = new Uri(options.Value.Issuer).AbsolutePath.TrimEnd('/');

    public async Task<SignOutStep> NextAsync(
        LogoutRequest request, IdTokenHint? hint, EndUserSession? session, CancellationToken cancellationToken)
    {
        if (hint is not null && session is null) // signed out before, and not asked to do it again
        {
            var location = request.RedirectLocation() ?? Page(options.Value.SignedOutPath, ids.Write(new LogoutSummary(null, [], null, request.UiLocales)));
            return new SignOutStep(location, SessionEnded: false);
        }

        if (session is null || hint is null || !Names(hint, session))
            return new SignOutStep(Page(options.Value.SignOutPath, ids.Write(request)), SessionEnded: false);

        var outcome = await interactions.EndAsync(session, request, cancellationToken);
        return new SignOutStep(outcome.RedirectUri ?? Page(options.Value.SignedOutPath, outcome.LogoutId), SessionEnded: true);
    }

    private static bool Names(IdTokenHint hint, EndUserSession session) =>
        hint.Subject == session.Subject && (hint.SessionId is null || hint.SessionId == session.SessionId);

    private string Page(string path, string logoutId) => $"{_basePath}{path}?logoutId={Uri.EscapeDataString(logoutId)}";
}

/// <summary>Where the browser goes, and whether it loses its session cookie first.</summary>
internal sealed record SignOutStep(string Location, bool SessionEnded);
