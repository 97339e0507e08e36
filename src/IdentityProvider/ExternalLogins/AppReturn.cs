using Microsoft.AspNetCore.Authentication;

namespace IdentityProvider.ExternalLogins;

/// <summary>Where somebody comes back to whom an app has sent to a provider. It travels in the state of our own request, which nobody else
/// can read or write: so the one redirect URI that is registered at the provider serves pages and apps.</summary>
/// <param name="Address">The page of the app.</param>
/// <param name="State">What the app was given when it asked.</param>
/// <param name="Browser">The mark of the browser that asked.</param>
internal sealed record AppReturn(string Address, string State, string Browser)
{
    private const string AddressItem = ".app.address";
    private const string StateItem = ".app.state";
    private const string BrowserItem = ".app.browser";

    /// <summary>Null when a page of ours asked.</summary>
    public static AppReturn? Find(AuthenticationProperties? properties) =>
        properties?.Items.TryGetValue(AddressItem, out var address) is true
            ? new AppReturn(address!, properties.Items[StateItem]!, properties.Items[BrowserItem]!)
            : null;

    public void WriteTo(AuthenticationProperties properties) =>
        (properties.Items[AddressItem], properties.Items[StateItem], properties.Items[BrowserItem]) = (Address, State, Browser);
}
