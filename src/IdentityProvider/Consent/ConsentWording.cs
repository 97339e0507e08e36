using IdentityProvider.Accounts;
using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;
using OidcEngine.Authorization;

namespace IdentityProvider.Consent;

/// <summary>A request for consent in words: what the app sees, what it does at each resource, and what it does while nobody is there.</summary>
internal sealed class ConsentWording(ScopeText scopes, IStringLocalizer<PageText> text)
{
    private const string OfflineAccess = "offline_access"; // OIDC Core §11

    public IEnumerable<ConsentGroup> Groups(PendingAuthorization pending)
    {
        var see = pending.Scopes.Where(scope => scope.ResourceName is null && scope.Name != OfflineAccess).Select(ItemOf)
            .Concat(pending.Claims.Select(ItemOf)).ToList();
        if (see.Count > 0) yield return new ConsentGroup(text["Consent.See"], see);

        foreach (var resource in pending.Scopes.Where(scope => scope.ResourceName is not null).GroupBy(scope => scope.ResourceName!))
            yield return new ConsentGroup(text["Consent.Use", NameOf(resource)], [.. resource.Select(ItemOf)]);

        if (pending.Scopes.FirstOrDefault(scope => scope.Name == OfflineAccess) is { } away)
            yield return new ConsentGroup(text["Consent.Away"], [ItemOf(away)]);
    }

    /// <summary>Our own API goes by a word of the page's language; others by the name that they were given.</summary>
    private string NameOf(IGrouping<string, RequestedScope> resource) =>
        resource.Any(scope => scope.Name is "profile.api" or "admin.api") ? text["Consent.OwnResource"] : resource.Key;

    /// <summary>Where the answer goes. A host is written in ASCII, so that it looks like no other.</summary>
    public string Destination(PendingAuthorization pending) =>
        Uri.TryCreate(pending.RedirectOrigin, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && !uri.IsLoopback
            ? text["Consent.Destination", uri.IdnHost]
            : text["Consent.DestinationDevice"];

    private ConsentItem ItemOf(RequestedScope scope) =>
        new(scope.Name, scopes.Describe(scope.Name, scope.Description), Note(scope.Required, scope.AlreadyGranted), scope.Required);

    private ConsentItem ItemOf(RequestedClaim claim) =>
        new(claim.Item, scopes.DescribeClaim(claim.Name), Note(isRequired: false, claim.AlreadyGranted), Required: false);

    private string? Note(bool isRequired, bool isGranted) =>
        isRequired ? text["Consent.Required"] : isGranted ? text["Consent.Already"].Value : null;
}
