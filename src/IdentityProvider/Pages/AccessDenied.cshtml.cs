using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace IdentityProvider.Pages;

internal sealed class AccessDeniedModel : PageModel
{
    public string? UserName => User.UserName();

    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
