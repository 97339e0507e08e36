namespace OidcEngine.Sessions;

/// <summary>A person's signed-in browser session at this provider, as the authorization endpoint sees it.</summary>
/// <param name="SessionId">The session's public id, which clients see as <c>sid</c>. Never the handle in the cookie.</param>
/// <param name="Subject">The person, as <c>sub</c>.</param>
/// <param name="AuthTime">When the person last proved who they are, to the full precision that is kept.</param>
/// <param name="Acr">How strongly.</param>
/// <param name="Amr">By which means, RFC 8176.</param>
public sealed record EndUserSession(Guid SessionId, string Subject, DateTimeOffset AuthTime, string Acr, IReadOnlyList<string> Amr);
