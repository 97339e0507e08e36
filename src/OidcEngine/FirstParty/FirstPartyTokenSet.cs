using OidcEngine.Grants;
using OidcEngine.Sessions;

namespace OidcEngine.FirstParty;

/// <summary>What a first-party app gets for a sign-in or a refresh token (RFC 6749 §5.1).</summary>
/// <param name="AccessToken">A bearer token.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
/// <param name="Scope">Its scopes, space separated.</param>
/// <param name="RefreshToken">The next token of the family.</param>
public sealed record FirstPartyTokenSet(string AccessToken, long ExpiresIn, string Scope, string RefreshToken)
{
    /// <summary>Who signed in (OIDC Core §2); null when the client has no scope <c>openid</c>.</summary>
    public string? IdToken { get; init; }

    /// <summary>How long the refresh token lives unused.</summary>
    public required TimeSpan RefreshLifetime { get; init; }

    /// <summary>Tokens are not for a log.</summary>
    public override string ToString() => nameof(FirstPartyTokenSet);
}

/// <summary>How long refresh tokens live.</summary>
/// <param name="Sliding">From their last use.</param>
/// <param name="Absolute">From the first token of their family.</param>
public sealed record RefreshSpan(TimeSpan Sliding, TimeSpan Absolute);

/// <summary>Whom a live access token of a first-party app speaks for.</summary>
/// <param name="Session">The person's session, as it was when the grant was made.</param>
/// <param name="Scopes">What the token is for.</param>
/// <param name="Token">The token itself.</param>
/// <param name="Expires">Its end.</param>
public sealed record FirstPartyCaller(EndUserSession Session, IReadOnlyList<string> Scopes, AccessTokenReference Token, DateTimeOffset Expires);
