namespace OidcEngine.EndSession;

/// <summary>What the signed-out page shows.</summary>
/// <param name="SessionId">The session that ended; null when there was none any more.</param>
/// <param name="Clients">The apps that the person was signed in to.</param>
/// <param name="RedirectUri">Where the person goes once the frames are loaded, <c>state</c> included; null when they stay.</param>
public sealed record SignedOutSession(Guid? SessionId, IReadOnlyList<SignedOutClient> Clients, string? RedirectUri);

/// <summary>An app that the person was signed in to.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="FrontChannelAddress">What the page loads in a hidden frame (OIDC Front-Channel Logout 1.0 §3), if the client wants that.</param>
/// <param name="FrontChannelOrigin">What the page's content security policy must then name in <c>frame-src</c>.</param>
/// <param name="HasBackChannel">True when the client is told by a logout token.</param>
public sealed record SignedOutClient(
    string ClientId, string? FrontChannelAddress, string? FrontChannelOrigin, bool HasBackChannel);

/// <summary>What is carried to that page through the browser.</summary>
internal sealed record LogoutSummary(
    Guid? SessionId, IReadOnlyList<string> ClientIds, string? RedirectUri, IReadOnlyList<string>? UiLocales = null);
