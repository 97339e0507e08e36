using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Sessions;
using UserDirectory.Passkeys;

namespace IdentityProvider.Pages.Account;

internal sealed class PasskeyEditModel(UserPasskeys passkeys, TimeProvider time, IStringLocalizer<PageText> text) : PageModel
{
    private const string List = "/account/passkeys";

    public PasskeySummary Passkey { get; private set; } = null!;

    public string? Name { get; private set; }

    public Task<IActionResult> OnGetAsync([FromQuery] string? id, CancellationToken cancellationToken) => OpenAsync(id, cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] string? id, [FromForm] string? name, CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } again) return again;
        if (User.UserId() is not { } userId) return Challenge();
        if (PasskeyName.Of(name) is { } given)
            return this.SeeOtherAt(await passkeys.RenameAsync(userId, id ?? "", given, HttpContext.Actor(), cancellationToken) ? $"{List}?done=renamed" : List);
        ModelState.AddModelError(nameof(Name), text["Invalid.PasskeyName"]);
        return await OpenAsync(id, cancellationToken);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? id, CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } again) return again;
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        switch (await passkeys.RemoveAsync(userId, id ?? "", session.SessionId, HttpContext.Actor(), cancellationToken))
        {
            case PasskeyRemoval.Removed:
                return await ElevatedSession.RenewAsync(HttpContext) ? this.SeeOtherAt($"{List}?done=removed") : Challenge();
            case PasskeyRemoval.LastWayIn:
                return await RefuseAsync(id, text["Passkeys.LastWayIn"], cancellationToken);
            case PasskeyRemoval.LastSecondFactor:
                return await RefuseAsync(id, text["Passkeys.LastSecondFactor"], cancellationToken);
            default:
                return this.SeeOtherAt(List);
        }
    }

    private Task<IActionResult> RefuseAsync(string? id, string reason, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(string.Empty, reason);
        return OpenAsync(id, cancellationToken);
    }

    private async Task<IActionResult> OpenAsync(string? id, CancellationToken cancellationToken)
    {
        if (this.RequireFreshSignIn(time) is { } again) return again;
        if (User.UserId() is not { } userId) return Challenge();
        if ((await passkeys.ListAsync(userId, cancellationToken)).FirstOrDefault(passkey => passkey.Id == id) is not { } found) return this.SeeOtherAt(List);
        Passkey = found;
        Name ??= found.Name;
        return Page();
    }
}
