using Jose;
using OidcEngine.Keys;

namespace OidcEngine.Sessions;

/// <summary>Reads id_tokens that come back as <c>id_token_hint</c> (OIDC Core §3.1.2.1, RP-Initiated Logout §2). An expired one is
/// honoured as long as its key is kept; one of another issuer, kind or signature is none.</summary>
internal sealed class IdTokenHints(OwnTokenReader tokens)
{
    /// <summary>What the token says, or null when it is absent or not an id_token of this issuer.</summary>
    public async ValueTask<IdTokenHint?> ReadAsync(string? token, CancellationToken cancellationToken)
    {
        if (token is null) return null;
        var reading = await tokens.ReadIdTokenHintAsync(token, cancellationToken);
        if (reading is not JwtReading.Valid { Token: { Subject: { } subject, Audiences: [var clientId] } jwt }) return null;
        return new IdTokenHint(subject, clientId, Guid.TryParse(jwt.String("sid"), out var sessionId) ? sessionId : null);
    }
}

/// <summary>What an id_token_hint says.</summary>
/// <param name="Subject">The person.</param>
/// <param name="ClientId">The client that the token was issued to.</param>
/// <param name="SessionId">The session that it was issued in.</param>
internal sealed record IdTokenHint(string Subject, string ClientId, Guid? SessionId);
