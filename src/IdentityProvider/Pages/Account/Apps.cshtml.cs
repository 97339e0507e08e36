using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Clients;
using ServiceDefaults.Configuration;
using UserDirectory.Grants;

namespace IdentityProvider.Pages.Account;

internal sealed class AppsModel(
    UserGrants grants, IClientStore clients, PublicUrls urls, ScopeText scopes, IStringLocalizer<PageText> text) : PageModel
{
    public IReadOnlyList<UserGrant> Apps { get; private set; } = [];

    /// <summary>Where those apps are opened that say so, by client id.</summary>
    public Dictionary<string, string> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public string? Notice => Done == "withdrawn" ? text["Apps.Withdrawn"].Value : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        Apps = await grants.ListAsync(userId, cancellationToken);
        foreach (var app in Apps)
            if (await clients.FindAsync(app.ClientId, cancellationToken) is { } client && InitiatedLogin.AddressOf(client, urls.Issuer) is { } address)
                Addresses[app.ClientId] = address;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? clientId, CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        await grants.WithdrawAsync(userId, clientId ?? "", HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/account/apps?done=withdrawn");
    }

    public string Describe(IEnumerable<string> names) => string.Join(" · ", names.Select(name => scopes.Describe(name, null)));
}
