using IdentityProvider.Accounts;
using IdentityProvider.Consent;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserDirectory.Grants;

namespace IdentityProvider.Pages.Account;

/// <summary>Asks before an app loses its access. An app that holds none of the person's is not told from one that there is not.</summary>
internal sealed class WithdrawModel(UserGrants grants, AppNames names, ScopeText scopes) : PageModel
{
    [FromQuery(Name = "client_id")] public string? ClientId { get; set; }

    /// <summary>What people know the app by.</summary>
    public string Name { get; private set; } = "";

    public IReadOnlyList<string> Permissions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        var given = await grants.ListAsync(userId, cancellationToken);
        if (given.FirstOrDefault(grant => grant.ClientId == ClientId) is not { } app) return NotFound();
        Name = await names.FindAsync(app.ClientId, cancellationToken);
        Permissions = await scopes.DescribeAsync(app.Scopes, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        return await grants.WithdrawAsync(userId, ClientId ?? "", HttpContext.Actor(), cancellationToken)
            ? this.SeeOtherAt("/account/apps?done=withdrawn")
            : NotFound();
    }
}
