using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Authorization;
using UserDirectory.Deletion;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>What a person sees whose account is to be deleted: they may keep it, or leave. Nobody is signed in meanwhile.</summary>
internal sealed class KeepAccountModel(
    PendingSignIn pending, AccountDeletion deletion, SignInFlow flow, AuthorizationInteractions interactions) : PageModel
{
    public string UserName { get; private set; } = "";

    public DateTimeOffset PurgeAfter { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (pending.Find(HttpContext) is not { } choice) return this.SeeOtherAt("/sign-in");
        await interactions.FindForPageAsync(HttpContext, choice.ReturnUrl, cancellationToken); // lets the form lead on to the client
        (UserName, PurgeAfter) = (choice.Account.UserName, choice.Account.PurgeAfter);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (pending.Find(HttpContext) is not { } choice) return this.SeeOtherAt("/sign-in");
        pending.End(HttpContext);
        var actor = HttpContext.Actor() with { UserId = choice.Account.UserId };
        if (await deletion.KeepAsync(choice.Account, actor, cancellationToken) is not KeepOutcome.Kept) return this.SeeOtherAt("/sign-in");
        return await flow.EnterAsync(this, choice.User, LocalOrHome(choice.ReturnUrl));
    }

    public IActionResult OnPostSignOut()
    {
        pending.End(HttpContext);
        return this.SeeOtherAt("/signed-out");
    }
}
