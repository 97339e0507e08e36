using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ServiceDefaults.Configuration;
using UserDirectory.Avatars;
using UserDirectory.Users;

namespace IdentityProvider.Pages.Account;

/// <summary>The person's own profile. Who saves sees first what was changed elsewhere meanwhile, and then decides.</summary>
internal sealed class ProfileModel(UserProfiles profiles, PublicUrls urls, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty] public ProfileForm Input { get; set; } = new();

    /// <summary>The state that the form was filled from.</summary>
    [BindProperty] public long Version { get; set; }

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public UserProfile Profile { get; private set; } = null!;

    public string? Picture => AvatarAddress.Of(urls, Profile);

    public string? Notice => Done == "saved" && ModelState.IsValid && Differences.Count == 0 ? text["Profile.Saved"].Value : null;

    /// <summary>What is stored and what was typed, where another change came between; else empty.</summary>
    public IReadOnlyList<(string Label, string? Stored, string? Typed)> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) return Challenge();
        (Input, Version) = (ProfileForm.Of(Profile), Profile.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) return Challenge();
        switch (await profiles.UpdateAsync(Profile.Id, Input.Over(Profile), Version, HttpContext.Actor(), cancellationToken))
        {
            case ProfileUpdate.Updated:
                return this.SeeOtherAt("/account/profile?done=saved");
            case ProfileUpdate.Invalid(var errors):
                foreach (var (member, problems) in errors) ModelState.AddModelError($"Input.{FieldOf(member)}", problems[0]);
                return Page();
            case ProfileUpdate.Stale:
                return await ShowBothAsync(cancellationToken);
            default:
                return Challenge();
        }
    }

    private async Task<IActionResult> ShowBothAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) return Challenge();
        Version = Profile.Version;
        Differences = Input.DifferencesFrom(ProfileForm.Of(Profile));
        if (Differences.Count == 0) return this.SeeOtherAt("/account/profile?done=saved"); // the other change was the same
        Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId || await profiles.FindAsync(userId, cancellationToken) is not { } profile) return false;
        Profile = profile;
        return true;
    }

    /// <summary>The directory names members as its API does: <c>address.street_address</c> is the field <c>StreetAddress</c>.</summary>
    private static string FieldOf(string member) => string.Concat(member.Split('.')[^1].Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
