using IdentityProvider.Branding;
using IdentityProvider.Consent;
using OidcEngine.Authorization;
using OidcEngine.Clients;
using OidcEngine.Sessions;
using ServiceDefaults.Headers;

namespace IdentityProvider.Pages;

internal static class PendingClient
{
    /// <summary>What people know the client by.</summary>
    public static string DisplayName(this Client client) => ClientName.Of(client);

    /// <summary>The request that waits behind the return URL, if there is one. Browsers apply form-action to the redirect after a POST too,
    /// so the page's policy then names where the request will end.</summary>
    public static async Task<PendingAuthorization?> FindForPageAsync(
        this AuthorizationInteractions interactions, HttpContext http, string? returnUrl, CancellationToken cancellationToken)
    {
        var pending = await interactions.FindAsync(returnUrl, EndUser.From(http.User), cancellationToken);
        if (pending is null) return null;
        http.ContentSecurityPolicy.AllowFormAction(pending.RedirectOrigin);
        http.UseBrandOf(pending.Client.ClientId);
        return pending;
    }
}
