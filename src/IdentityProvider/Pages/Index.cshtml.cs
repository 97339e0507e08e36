using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityProvider.Pages;

internal sealed class IndexModel : PageModel
{
    public string? UserName => User.UserName();
}
