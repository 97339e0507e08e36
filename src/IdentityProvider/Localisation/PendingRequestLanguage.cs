using System.Globalization;
using OidcEngine.Authorization;
using Ui.Localisation;

namespace IdentityProvider.Localisation;

/// <summary>The language of the authorization request that waits behind a page (<c>ui_locales</c>, OIDC Core §3.1.2.1): it holds from the
/// first page of the sign-in to the last, unless the person chooses another on the way.</summary>
internal sealed class PendingRequestLanguage : LanguageSource
{
    protected override async ValueTask<CultureInfo?> FindAsync(HttpContext http)
    {
        if (http.Request.Query["returnUrl"].ToString() is not { Length: > 0 } returnUrl) return null;
        if (ChosenLanguage.On(http, returnUrl) is { } chosen) return chosen;
        var interactions = http.RequestServices.GetRequiredService<AuthorizationInteractions>();
        return Languages.FirstOf(await interactions.FindUiLocalesAsync(returnUrl, http.RequestAborted));
    }
}
