using ServiceDefaults.Configuration;
using UserDirectory.SecondFactors;

namespace IdentityProvider.SecondFactors;

/// <summary>A key as a page shows it to an authenticator app, and to the person who types it.</summary>
/// <param name="Id">What the form sends back.</param>
/// <param name="Groups">The key in groups of four characters.</param>
/// <param name="Address">What the QR code says.</param>
internal sealed record AuthenticatorView(string Id, string Groups, string Address)
{
    private const int GroupLength = 4;

    public static AuthenticatorView Of(NewAuthenticator key, PublicUrls urls, string userName) => new(
        key.Id, string.Join(' ', key.Key.Chunk(GroupLength).Select(group => new string(group))), key.Address(new Uri(urls.Issuer).Host, userName));

    /// <summary>The QR code of <see cref="Address"/>.</summary>
    public string Svg => QrDrawing.Svg(Address);
}
