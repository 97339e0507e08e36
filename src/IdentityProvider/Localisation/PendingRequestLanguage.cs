using System.Globalization;
using OidcEngine.Authorization;
using OidcEngine.EndSession;
using Ui.Localisation;

namespace IdentityProvider.Localisation;

/// <summary>The language of the request that waits behind a page (<c>ui_locales</c>, OIDC Core §3.1.2.1 and RP-Initiated Logout §2): it holds
/// from the first page of the sign-in or sign-out to the last, unless the person chooses another on the way.</summary>
internal sealed class PendingRequestLanguage : LanguageSource
{
    protected override async ValueTask<CultureInfo?> FindAsync(HttpContext http)
    {
        if (http.Request.Query["returnUrl"].ToString() is { Length: > 0 } returnUrl)
        {
            var signIn = http.RequestServices.GetRequiredService<AuthorizationInteractions>();
            return ChosenLanguage.On(http, returnUrl) ?? Languages.FirstOf(await signIn.FindUiLocalesAsync(returnUrl, http.RequestAborted));
        }

        if (http.Request.Query["logoutId"].ToString() is not { Length: > 0 } logoutId) return null;
        var signOut = http.RequestServices.GetRequiredService<EndSessionInteractions>();
        return ChosenLanguage.On(http, logoutId) ?? Languages.FirstOf(signOut.FindUiLocales(logoutId));
    }
}
