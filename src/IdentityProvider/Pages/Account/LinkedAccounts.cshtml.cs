using IdentityProvider.ExternalLogins;
using IdentityProvider.Localisation;
using IdentityProvider.Requests;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserDirectory.ExternalLogins;

namespace IdentityProvider.Pages.Account;

/// <summary>The accounts elsewhere by which the person signs in here.</summary>
internal sealed class LinkedAccountsModel(
    LinkedAccounts links, ExternalDepartures departures, TimeProvider time, IStringLocalizer<PageText> text) : PageModel
{
    public IReadOnlyList<LinkedAccount> Linked { get; private set; } = [];

    /// <summary>Providers at which nothing is linked.</summary>
    public IReadOnlyList<ExternalProvider> Others { get; private set; } = [];

    /// <summary>What was just done, named by the query.</summary>
    [FromQuery] public string? Done { get; set; }

    public bool IsGood => Done is "linked" or "unlinked";

    public string? Notice => Done switch
    {
        "linked" => text["Linked.Done"],
        "unlinked" => text["Linked.Removed"],
        "elsewhere" => text["Linked.Elsewhere"],
        "expired" => text["Linked.Expired"],
        "last" => text["Linked.Last"],
        _ => (string?)null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        Linked = await links.ListAsync(userId, cancellationToken);
        Others = [.. departures.Providers.Where(provider => Linked.All(account => account.Issuer != provider.Authority))];
        return Page();
    }

    public async Task<IActionResult> OnPostUnlinkAsync([FromForm] string? issuer, [FromForm] string? subject, CancellationToken cancellationToken)
    {
        if (User.UserId() is not { } userId) return Challenge();
        if (this.RequireFreshSignIn(time) is { } signIn) return signIn;
        var outcome = await links.UnlinkAsync(userId, issuer ?? "", subject ?? "", HttpContext.Actor(), cancellationToken);
        return this.SeeOtherAt("/account/linked-accounts?done=" + (outcome == UnlinkOutcome.LastWayIn ? "last" : "unlinked"));
    }

    public string NameOf(string provider) => departures.Find(provider)?.DisplayName ?? provider;
}
