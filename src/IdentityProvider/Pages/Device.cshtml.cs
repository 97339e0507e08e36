using System.ComponentModel.DataAnnotations;
using IdentityProvider.Accounts;
using IdentityProvider.Attempts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;
using OidcEngine.Device;
using OidcEngine.Sessions;

namespace IdentityProvider.Pages;

/// <summary>Where a person lets a device in, RFC 8628 §3.3: the code is entered and sent, then the person sees who asks and decides. An
/// address with the code in it only fills the field: nothing is sent by itself (§5.4).</summary>
[Authorize]
internal sealed class DeviceModel(
    DeviceInteractions devices, AttemptLimits limits, ScopeText scopes, UserAgentText agents, IStringLocalizer<PageText> text) : PageModel
{
    private const int LongestCode = 32;

    [BindProperty, Required(ErrorMessage = "Required.UserCode"), StringLength(LongestCode, ErrorMessage = "Invalid.TooLong")]
    public string? UserCode { get; set; }

    [BindProperty] public List<string> Scopes { get; set; } = [];
    [BindProperty] public string? Decision { get; set; }

    /// <summary>The code in <c>verification_uri_complete</c>.</summary>
    [FromQuery(Name = "user_code")] public string? Prefilled { get; set; }

    /// <summary>What was just decided, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    /// <summary>The request to decide about; null while the code is asked for.</summary>
    public PendingDevice? Pending { get; private set; }

    public string? UserName => User.UserName();

    public void OnGet() => UserCode = Prefilled is { Length: <= LongestCode } ? Prefilled : null;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        if (await RefuseAsync() is { } refusal) return refusal;
        Pending = await devices.FindAsync(UserCode, cancellationToken);
        return Pending is null ? await UnknownAsync() : Page();
    }

    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session) return Forbid();
        if (!ModelState.IsValid) return Page();
        if (await RefuseAsync() is { } refusal) return refusal;
        var decided = Decision switch
        {
            "allow" => await devices.ApproveAsync(UserCode, session, Scopes, cancellationToken),
            "deny" => await devices.DenyAsync(UserCode, session, cancellationToken),
            _ => false,
        };
        return decided ? this.SeeOtherAt($"/device?done={Decision}") : await UnknownAsync();
    }

    public string Describe(RequestedScope scope) => scopes.Describe(scope.Name, scope.Description);

    public string? Note(RequestedScope scope) => scope.Required ? text["Consent.Required"].Value : null;

    public string DeviceOf(PendingDevice pending) => agents.Describe(pending.UserAgent);

    // RFC 8628 §5.1: what makes a short code safe.
    private async Task<IActionResult?> RefuseAsync() =>
        await limits.RefuseDeviceCodeAsync(HttpContext, User.UserId()) is { } wait ? this.TooMany(wait, text) : null;

    private async Task<IActionResult> UnknownAsync()
    {
        await limits.CountDeviceCodeFailureAsync(HttpContext);
        ModelState.AddModelError(nameof(UserCode), text["Device.Unknown"]);
        return Page();
    }
}
