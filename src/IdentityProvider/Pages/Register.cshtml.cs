using System.ComponentModel.DataAnnotations;
using System.Globalization;
using IdentityProvider.Accounts;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using UserDirectory.Registration;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.Pages;

internal sealed class RegisterModel(
    UserRegistration registration, AttemptLimits limits, AuthorizationInteractions interactions, PasswordHints hints,
    UnprovenAccount unproven, RegistrationOptions options, IStringLocalizer<PageText> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Required.NewUserName"), StringLength(50, ErrorMessage = "Invalid.TooLong")]
    public string? UserName { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.Email"), StringLength(254, ErrorMessage = "Invalid.TooLong")]
    public string? Email { get; set; }

    [BindProperty, Required(ErrorMessage = "Required.NewPassword"), StringLength(256, ErrorMessage = "Invalid.TooLong")]
    public string? Password { get; set; }

    [BindProperty, StringLength(100, ErrorMessage = "Invalid.TooLong")] public string? GivenName { get; set; }
    [BindProperty, StringLength(100, ErrorMessage = "Invalid.TooLong")] public string? FamilyName { get; set; }
    [FromQuery] public string? ReturnUrl { get; set; }

    public string? ClientName { get; private set; }
    public string PasswordHint => hints.Text;
    public bool IsOpen => options.Enabled;

    public Task OnGetAsync(CancellationToken cancellationToken) => FindClientAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await FindClientAsync(cancellationToken);
        if (!IsOpen || !ModelState.IsValid) return Page();
        if (await limits.RefuseRegistrationAsync(HttpContext) is { } wait) return this.TooMany(wait, text);

        var outcome = await registration.RegisterAsync(Person(), HttpContext.Actor(), cancellationToken);
        switch (outcome)
        {
            case RegistrationOutcome.UserNameTaken:
                ModelState.AddModelError(nameof(UserName), text["Register.UserNameTaken"]);
                return Page();
            case RegistrationOutcome.Invalid(var errors):
                this.AddErrors(errors);
                return Page();
            case RegistrationOutcome.Busy(var retryAfter):
                return this.Busy(retryAfter, text);
            default: // also for an e-mail address that is taken: who has an account here is nobody else's business
                unproven.Remember(HttpContext, (outcome as RegistrationOutcome.Created)?.UserId, LocalOrHome(ReturnUrl));
                return this.SeeOtherAt(Url.Page("/SignIn", new { registered = true, returnUrl = ReturnUrl })!);
        }
    }

    private NewUser Person() => new(UserName!, Email!, Password!)
    {
        GivenName = GivenName,
        FamilyName = FamilyName,
        Locale = CultureInfo.CurrentUICulture.Name,
    };

    private async Task FindClientAsync(CancellationToken cancellationToken) =>
        ClientName = (await interactions.FindForPageAsync(HttpContext, ReturnUrl, cancellationToken))?.Client.DisplayName();
}
