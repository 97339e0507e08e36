using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using OidcEngine.Sessions;
using ServiceDefaults.Devices;
using ServiceDefaults.Requests;
using UserDirectory.Sessions;

namespace IdentityProvider.Pages.Account;

/// <summary>Where the person is signed in.</summary>
internal sealed class DevicesModel(UserSessions sessions, NetworkText networks, IStringLocalizer<PageText> text) : PageModel
{
    public IReadOnlyList<SessionSummary> Sessions { get; private set; } = [];
    public Guid ThisSession { get; private set; }

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public string? Notice => Done switch
    {
        "ended" => text["Devices.Ended"].Value,
        "others-ended" => text["Devices.OthersEnded"].Value,
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        ThisSession = session.SessionId;
        Sessions = await sessions.ListAsync(userId, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] Guid id, CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        var ended = await sessions.EndAsync(userId, id, SessionEndReason.EndedElsewhere, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt(ended ? "/account/devices?done=ended" : "/account/devices");
    }

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken cancellationToken)
    {
        if (EndUser.From(User) is not { } session || User.UserId() is not { } userId) return Challenge();
        await sessions.EndAllAsync(userId, session.SessionId, SessionEndReason.EndedElsewhere, HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/account/devices?done=others-ended");
    }

    public string NetworkOf(SessionSummary session) => networks.Of(session.IpAddress);

    /// <summary>It was last signed in from the network that this request comes from.</summary>
    public bool IsHere(SessionSummary session) => NetworkText.IsSame(session.IpAddress, ClientAddress.Of(HttpContext));

    public string NameOf(SessionSummary session) => DeviceName.Of(session.UserAgent) switch
    {
        { Browser: { } browser, System: { } system } => text["Devices.BrowserOn", browser, system],
        { Browser: { } browser } => browser,
        { System: { } system } => system,
        _ => text["Devices.Unknown"],
    };
}
