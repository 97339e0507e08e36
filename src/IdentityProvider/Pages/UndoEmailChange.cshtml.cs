using IdentityProvider.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserDirectory.Links;

namespace IdentityProvider.Pages;

/// <summary>Where the owner of an account's former address takes a change of it back, and goes on to a new password.</summary>
internal sealed class UndoEmailChangeModel(EmailChange change) : PageModel
{
    [FromQuery] public string? Token { get; set; }

    /// <summary>Null for a link that opens nothing.</summary>
    public MailLink? Link { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Link = await change.FindUndoAsync(Token, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await change.UndoAsync(Token, HttpContext.Actor(), cancellationToken) is { } reset
            ? this.SeeOtherAt("/reset-password" + QueryString.Create("token", reset))
            : Page();
}
