using System.Globalization;
using System.Text.Json.Nodes;
using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Ui.Localisation;
using UserDirectory.Preferences;
using UserDirectory.Users;

namespace IdentityProvider.Pages.Account;

/// <summary>Language, time zone, and what the person wants to be told.</summary>
internal sealed class PreferencesModel(UserProfiles profiles, UserPreferences preferences, IStringLocalizer<PageText> text) : PageModel
{
    /// <summary>Empty leaves it to the browser.</summary>
    [BindProperty] public string? Locale { get; set; }

    /// <summary>Empty leaves it to the browser.</summary>
    [BindProperty] public string? Zoneinfo { get; set; }

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public JsonObject Notices { get; private set; } = [];

    public string? Notice => Done == "saved" && ModelState.IsValid ? text["Preferences.Saved"].Value : null;

    /// <summary>The zones of the system by their names, each with what people call it.</summary>
    public static IReadOnlyList<TimeZoneInfo> Zones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId && zone.Id.Contains('/')).OrderBy(zone => zone.Id, StringComparer.Ordinal)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId || await profiles.FindAsync(userId, cancellationToken) is not { } profile) return Challenge();
        (Locale, Zoneinfo) = (profile.Locale, profile.Zoneinfo);
        return await ShowAsync(userId, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        var outcome = await profiles.ChangeAsync(
            userId, profile => profile with { Locale = Locale, Zoneinfo = Zoneinfo }, HttpContext.Actor(), cancellationToken);
        switch (outcome)
        {
            case ProfileUpdate.Updated:
                SpeakAtOnce(userId);
                return this.SeeOtherAt("/account/preferences?done=saved");
            case ProfileUpdate.Invalid(var errors):
                if (errors.ContainsKey("zoneinfo")) ModelState.AddModelError(nameof(Zoneinfo), text["Preferences.Wrong.Zone"]);
                if (errors.ContainsKey("locale")) ModelState.AddModelError(nameof(Locale), text["Preferences.Wrong.Language"]);
                return await ShowAsync(userId, cancellationToken);
            default:
                return Challenge();
        }
    }

    public async Task<IActionResult> OnPostNoticesAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        var ticked = (await Request.ReadFormAsync(cancellationToken)).Keys.ToHashSet(StringComparer.Ordinal);
        await preferences.ChangeAsync(
            userId, PreferenceKinds.Notifications, document => NoticeChoices.With(document, ticked), null, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/account/preferences?done=saved");
    }

    /// <summary>A language of the profile that the pages do not speak is offered all the same: saving the time zone must not lose it.</summary>
    public IReadOnlyList<(string Tag, string Name)> LanguageChoices()
    {
        var spoken = Languages.All.Select(language => (language.Name, Languages.NameOf(language))).ToList();
        if (Locale is { Length: > 0 } chosen && !spoken.Any(language => string.Equals(language.Name, chosen, StringComparison.OrdinalIgnoreCase)))
            spoken.Add((chosen, NameOf(chosen)));
        return spoken;
    }

    private static string NameOf(string tag)
    {
        try
        {
            return Languages.NameOf(CultureInfo.GetCultureInfo(tag, predefinedOnly: true));
        }
        catch (CultureNotFoundException)
        {
            return tag; // a language that this machine does not know by name
        }
    }

    // What was chosen in this browser before would go before the profile.
    private void SpeakAtOnce(Guid userId)
    {
        if (Languages.Find(Locale) is { } language) ChosenLanguage.Remember(HttpContext, language, userId.ToString());
        else ChosenLanguage.Forget(HttpContext);
    }

    private async Task<IActionResult> ShowAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await preferences.FindAsync(userId, PreferenceKinds.Notifications, cancellationToken) is not { } document) return Challenge();
        Notices = document.Content;
        return Page();
    }
}
