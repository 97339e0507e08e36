using System.ComponentModel.DataAnnotations;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.Links;

namespace IdentityProvider.Pages;

/// <summary>Sends a link for a new password. The answer is the same whether or not there is such an account.</summary>
internal sealed class ForgotPasswordModel(MailRequests requests, AttemptLimits limits, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.UserName"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Name { get; set; }

    /// <summary>The person comes from this form.</summary>
    [FromQuery] public bool Sent { get; set; }

    /// <summary>Where the sign-in was leading, for whoever comes back to this tab.</summary>
    [FromQuery] public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Sent = false;
        if (!ModelState.IsValid) return Page();
        if (await limits.RefuseMailAsync(HttpContext, Name!) is { } wait) return this.TooMany(wait, text);
        await requests.ResetPasswordAsync(Name!, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/forgot-password?sent=true" + (ReturnUrl is null ? "" : $"&returnUrl={Uri.EscapeDataString(ReturnUrl)}"));
    }
}
