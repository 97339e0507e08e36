using IdentityProvider.ExternalLogins;
using Microsoft.AspNetCore.WebUtilities;
using UserDirectory.ExternalLogins;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Hands on to an app's page what a provider has answered: a code, or why there is none (RFC 6749 §4.1.2).</summary>
internal sealed class AppArrivals(FirstPartyOrigins origins, AppCodes codes)
{
    /// <returns>Where the browser goes; null when it is not the one that asked, or the app's page is not registered any more.</returns>
    public async Task<string?> ReturnAsync(HttpContext http, ExternalArrival arrival, CancellationToken cancellationToken)
    {
        if (arrival.App is not { } app
            || AppBrowserCookie.Find(http) != app.Browser
            || await origins.FindReturnAsync(app.Address, cancellationToken) is not { } origin)
            return null;

        var (name, value) = arrival switch
        {
            ExternalArrival.Arrived(var identity, _, _) =>
                ("code", await codes.BeginAsync(identity, Owner(identity, origin, app), cancellationToken)),
            ExternalArrival.Cancelled => ("error", "access_denied"),
            _ => ("error", "server_error"),
        };
        return QueryHelpers.AddQueryString(app.Address, new Dictionary<string, string?> { [name] = value, ["state"] = app.State });
    }

    private static AppCodeOwner Owner(ExternalIdentity identity, string origin, AppReturn app) =>
        new(identity.Provider, origin, app.State, app.Browser);
}
