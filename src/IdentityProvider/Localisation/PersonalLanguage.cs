using System.Globalization;
using IdentityProvider.Sessions;
using Ui.Localisation;

namespace IdentityProvider.Localisation;

/// <summary>The language of the person who is signed in: that of the profile, unless they chose another one in this browser.</summary>
internal sealed class PersonalLanguage : LanguageSource
{
    protected override ValueTask<CultureInfo?> FindAsync(HttpContext http) => ValueTask.FromResult(
        http.User.UserId() is { } id ? ChosenLanguage.On(http, id.ToString()) ?? Languages.Find(http.User.Locale()) : null);
}
