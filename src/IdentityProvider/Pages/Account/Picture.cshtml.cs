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

/// <summary>The picture that apps show beside the name. The script sends the part that was chosen; without it the middle is taken.</summary>
[RequestSizeLimit(MostBytes)]
internal sealed class PictureModel(
    UserProfiles profiles, UserAvatars avatars, PictureInbox inbox, PublicUrls urls, IStringLocalizer<PageText> text) : PageModel
{
    private const int MostBytes = 4 * PictureInbox.MaxBytes; // what is a little too large gets an answer in words

    [BindProperty] public IFormFile? Avatar { get; set; }

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public UserProfile Profile { get; private set; } = null!;

    public bool TakesPictures => avatars.TakesPictures;

    public string? Picture => AvatarAddress.Of(urls, Profile);

    public string? Notice => ModelState.IsValid
        ? Done switch
        {
            "changed" => text["Picture.Changed"].Value,
            "removed" => text["Picture.Removed"].Value,
            _ => null,
        }
        : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindProfileAsync(cancellationToken) ? Page() : Challenge();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await FindProfileAsync(cancellationToken)) return Challenge();
        if (Avatar is null) return Refuse(text["Picture.Missing"]);
        await using var content = Avatar.OpenReadStream();
        if (await inbox.ReceiveAsync(content, cancellationToken) is not Reception.Received(var picture)) return Refuse(text["Picture.TooLarge"]);
        await using (picture)
        {
            return await avatars.ReplaceAsync(Profile.Id, picture, HttpContext.Actor(), cancellationToken) switch
            {
                AvatarOutcome.Changed => this.SeeOtherAt("/account/picture?done=changed"),
                AvatarOutcome.WrongFormat => Refuse(text["Picture.WrongFormat"]),
                AvatarOutcome.Unusable(var reason) => Refuse(reason),
                AvatarOutcome.NotInstalled => Refuse(text["Picture.NotInstalled"]),
                AvatarOutcome.Unavailable => Refuse(text["Picture.Busy"]),
                _ => Challenge(),
            };
        }
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        await avatars.RemoveAsync(userId, null, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/account/picture?done=removed");
    }

    private async Task<bool> FindProfileAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId || await profiles.FindAsync(userId, cancellationToken) is not { } profile) return false;
        Profile = profile;
        return true;
    }

    private PageResult Refuse(string reason)
    {
        ModelState.AddModelError(string.Empty, reason);
        return Page();
    }
}
