using IdentityProvider.Accounts;
using IdentityProvider.Consent;
using IdentityProvider.Localisation;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Clients;
using ServiceDefaults.Configuration;
using UserDirectory.Grants;

namespace IdentityProvider.Pages.Account;

/// <summary>Which apps may use the account, and for what.</summary>
internal sealed class AppsModel(
    UserGrants grants, IClientStore clients, PublicUrls urls, ScopeText scopes, IStringLocalizer<PageText> text) : PageModel
{
    public IReadOnlyList<AppWithAccess> Apps { get; private set; } = [];

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public string? Notice => Done == "withdrawn" ? text["Apps.Withdrawn"].Value : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        var apps = new List<AppWithAccess>();
        foreach (var grant in await grants.ListAsync(userId, cancellationToken))
        {
            var client = await clients.FindAsync(grant.ClientId, cancellationToken);
            var name = client is null ? grant.ClientId : ClientName.Of(client);
            apps.Add(new AppWithAccess(grant, name, await scopes.DescribeAsync(grant.Scopes, cancellationToken))
            {
                Address = client is null ? null : InitiatedLogin.AddressOf(client, urls.Issuer),
            });
        }

        Apps = apps;
        return Page();
    }
}

/// <param name="Name">What people know it by.</param>
/// <param name="Permissions">What it may do, in words.</param>
internal sealed record AppWithAccess(UserGrant Grant, string Name, IReadOnlyList<string> Permissions)
{
    /// <summary>Where it is opened, if it says so.</summary>
    public string? Address { get; init; }

    public string WithdrawAddress => "/account/apps/withdraw" + QueryString.Create("client_id", Grant.ClientId);
}
