using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.EndSession;

namespace IdentityProvider.Pages;

internal sealed class SignedOutModel(EndSessionInteractions logout) : PageModel
{
    public IReadOnlyList<string> Apps { get; private set; } = [];

    public void OnGet(string? logoutId) => Apps = logout.ReadSummary(logoutId)?.ClientNames ?? [];
}
