using System.Text.Json.Serialization;
using OidcEngine.Authorization;

namespace OidcEngine.EndSession;

/// <summary>A checked logout request, OIDC RP-Initiated Logout 1.0 §2, while the person confirms it.</summary>
/// <param name="ClientId">The client that asks, as far as it is known.</param>
/// <param name="PostLogoutRedirectUri">Where the person goes afterwards: a URI that this client registered, or null.</param>
/// <param name="State">What goes there along with the person.</param>
/// <param name="LogoutHint">Whom the client believes to be signing out: an identifier of its choice.</param>
/// <param name="UiLocales">BCP 47 tags in the order of preference.</param>
public sealed record LogoutRequest(
    string? ClientId,
    string? PostLogoutRedirectUri,
    string? State,
    string? LogoutHint,
    IReadOnlyList<string> UiLocales)
{
    /// <summary>A person's own wish, for which no client asks.</summary>
    public static LogoutRequest Own { get; } = new(null, null, null, null, []);

    /// <summary>What the sign-out page's content security policy must name in <c>form-action</c>; null when nobody is redirected.</summary>
    [JsonIgnore]
    public string? RedirectSource => PostLogoutRedirectUri is null ? null : RedirectOrigin.Of(PostLogoutRedirectUri);

    /// <summary>§3: the address to redirect to, with the <c>state</c>; null when the person stays here.</summary>
    internal string? RedirectLocation()
    {
        if (PostLogoutRedirectUri is null || State is null) return PostLogoutRedirectUri;
        var separator = PostLogoutRedirectUri.Contains('?') ? '&' : '?';
        return $"{PostLogoutRedirectUri}{separator}state={Uri.EscapeDataString(State)}";
    }
}

/// <summary>What came of a logout.</summary>
/// <param name="RedirectUri">Where the person goes next, <c>state</c> included; null to show the signed-out page.</param>
/// <param name="LogoutId">For the signed-out page.</param>
public sealed record LogoutOutcome(string? RedirectUri, string LogoutId);
