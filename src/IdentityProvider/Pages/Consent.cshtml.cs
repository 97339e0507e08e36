using IdentityProvider.Consent;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Sessions;

namespace IdentityProvider.Pages;

[Authorize]
internal sealed class ConsentModel(AuthorizationInteractions interactions, ConsentWording wording, IStringLocalizer<PageText> text) : PageModel
{
    [FromQuery] public string? ReturnUrl { get; set; }
    [BindProperty] public List<string> Scopes { get; set; } = [];
    [BindProperty] public bool Remember { get; set; }
    [BindProperty] public string? Decision { get; set; }

    public PendingAuthorization? Pending { get; private set; }
    public string? UserName => User.UserName();
    public string Destination => wording.Destination(Pending!);
    public IEnumerable<ConsentGroup> Groups => wording.Groups(Pending!);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Pending = await interactions.FindForPageAsync(HttpContext, ReturnUrl, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session) return Forbid();
        var isOpen = Decision switch
        {
            "allow" => await interactions.ConsentAsync(ReturnUrl ?? "", session, Scopes, Remember, cancellationToken),
            "deny" => await interactions.DenyAsync(ReturnUrl ?? "", session, cancellationToken),
            _ => false,
        };
        return isOpen ? this.SeeOtherAt(ReturnUrl!) : Page(); // without a pending request the page says that it took too long
    }

    public IEnumerable<(string Label, string Address)> Links(Client client) =>
        new (string Key, string? Address)[]
        {
            ("Consent.Website", client.ClientUri), ("Consent.Privacy", client.PolicyUri), ("Consent.Terms", client.TosUri),
        }
        // A registered address is still somebody's text: only what a browser opens as a page becomes a link.
        .Where(link => Uri.TryCreate(link.Address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
        .Select(link => (text[link.Key].Value, link.Address!));
}
