using IdentityProvider.ExternalLogins;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Sessions;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

/// <summary>The way to a provider. It begins with a form of ours, so that no other site sends people on it. The page goes on by itself: as a
/// redirect of the form's answer browsers would hold it, and wherever the provider redirects to, against our policy for forms.</summary>
internal sealed class ExternalLoginStartModel(ExternalDepartures departures, TimeProvider time) : PageModel
{
    private const string LinkedAccounts = "/account/linked-accounts";

    public string ProviderName { get; private set; } = "";

    /// <summary>Null when the provider cannot be reached now.</summary>
    public string? Address { get; private set; }

    public string BackAddress { get; private set; } = "/sign-in";

    public IActionResult OnGet() => this.SeeOtherAt("/sign-in");

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? provider, [FromForm] string? returnUrl, [FromForm] bool link, [FromForm] bool fresh, CancellationToken cancellationToken)
    {
        if (departures.Find(provider) is not { } found) return NotFound();
        if (link && FreshSignIn.IsDue(EndUser.From(User), time.GetUtcNow()))
            return this.SeeOtherAt("/sign-in" + QueryString.Create("fresh", "true").Add("returnUrl", LinkedAccounts));

        ProviderName = found.DisplayName;
        var target = link ? LinkedAccounts : LocalOrHome(returnUrl);
        BackAddress = link ? LinkedAccounts : "/sign-in" + QueryString.Create("returnUrl", target);
        Address = await ExternalDepartures.BeginAsync(HttpContext, found, target, link, fresh, cancellationToken);
        if (Address is not null) Response.Headers["Refresh"] = $"0;url={Address}";
        return Page();
    }
}
