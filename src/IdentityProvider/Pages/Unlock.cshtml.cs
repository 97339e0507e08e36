using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserDirectory.SignIn;

namespace IdentityProvider.Pages;

/// <summary>What the letter of a locked account leads to. Looking at the page changes nothing: scanners of mail do that too.</summary>
internal sealed class UnlockModel(AccountUnlock unlock) : PageModel
{
    /// <summary>What the link in the letter holds.</summary>
    public string? Token { get; private set; }

    /// <summary>The link opens something.</summary>
    public bool IsLive { get; private set; }

    [FromQuery] public bool Done { get; set; }

    public async Task OnGetAsync([FromQuery] string? token, CancellationToken cancellationToken)
    {
        Token = token;
        IsLive = !Done && await unlock.IsLiveAsync(token, cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? token, CancellationToken cancellationToken)
    {
        var knownDevice = BrowserSession.Origin(HttpContext).KnownDevice;
        if (await unlock.UnlockAsync(token, knownDevice, HttpContext.Actor(), cancellationToken) is not { } device) return Page();
        BrowserSession.Know(HttpContext, device);
        return this.SeeOtherAt("/unlock?done=true");
    }
}
