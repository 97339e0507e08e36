using IdentityProvider.ReturnUrls;
using Microsoft.AspNetCore.Authentication;
using UserDirectory.ExternalLogins;

namespace IdentityProvider.ExternalLogins;

/// <summary>Sends people to a provider.</summary>
internal sealed class ExternalDepartures(ExternalLoginOptions options)
{
    private const string LinkItem = ".link";
    private const int FreshSeconds = 10 * 60;

    public IEnumerable<ExternalProvider> Providers => options.Providers;

    public ExternalProvider? Find(string? name) => options.Find(name);

    /// <param name="returnUrl">Where the sign-in is to lead, a path of this site.</param>
    /// <param name="isToLink">Whoever comes back wants to link the account, and is not signed in with it.</param>
    /// <param name="isFresh">The person is to prove anew who they are, as far as the provider can ask for that.</param>
    /// <returns>The address at the provider; null when it cannot be reached now.</returns>
    public static Task<string?> BeginAsync(
        HttpContext http, ExternalProvider provider, string returnUrl, bool isToLink, bool isFresh, CancellationToken cancellationToken)
    {
        var properties = new AuthenticationProperties { RedirectUri = returnUrl };
        if (isToLink) properties.Items[LinkItem] = "true";
        if (isFresh) AskAnew(properties, provider);
        return BeginAsync(http, provider, properties, cancellationToken);
    }

    /// <summary>For an app: the provider's answer goes to its page, and signs nobody in to ours.</summary>
    /// <returns>The address at the provider; null when it cannot be reached now.</returns>
    public static Task<string?> BeginAsync(HttpContext http, ExternalProvider provider, AppReturn app, CancellationToken cancellationToken)
    {
        var properties = new AuthenticationProperties { RedirectUri = LocalUrl.Home };
        app.WriteTo(properties);
        return BeginAsync(http, provider, properties, cancellationToken);
    }

    public static bool IsToLink(AuthenticationProperties properties) => properties.Items.ContainsKey(LinkItem);

    private static async Task<string?> BeginAsync(
        HttpContext http, ExternalProvider provider, AuthenticationProperties properties, CancellationToken cancellationToken)
    {
        await http.ChallengeAsync(ExternalSchemes.SchemeOf(provider), properties).WaitAsync(cancellationToken);
        return http.Features.Get<ExternalDestination>()?.Address;
    }

    /// <summary>OpenID Connect Core §3.1.2.1. Google knows neither <c>prompt=login</c> nor <c>max_age</c>, GitHub no <c>prompt</c> of that kind.</summary>
    private static void AskAnew(AuthenticationProperties properties, ExternalProvider provider)
    {
        if (provider is OidcProvider)
        {
            properties.SetParameter("prompt", "login");
            properties.SetParameter("max_age", FreshSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (provider is GoogleProvider)
        {
            properties.SetParameter("prompt", "select_account");
        }
    }
}
