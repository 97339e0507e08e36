namespace OidcEngine.Errors;

/// <summary>An OAuth error response, RFC 6749 §4.1.2.1 and §5.2: what a client is told, and what only the log is told.</summary>
/// <param name="Code">The registered error code, such as <c>invalid_grant</c>.</param>
/// <param name="Description">A sentence for the client's developer. It never holds a token, code, secret or received value.</param>
/// <param name="Status">The HTTP status with which a token-style endpoint answers.</param>
public sealed record OAuthError(string Code, string Description, int Status = 400)
{
    /// <summary>What the log is told in addition; null when the description says it all. It never holds a secret.</summary>
    public string? Detail { get; init; }

    /// <summary>What exactly was wrong, for those who run the server; null when code and description say all there is.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>When asking again is right, RFC 9110 §10.2.3.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same error with what exactly was wrong.</summary>
    public OAuthError Because(string rule, string clause, string fix, string? expected = null, string? received = null) =>
        this with { Reason = new RefusalReason(rule, clause, fix) { Expected = expected, Received = received } };

    /// <summary>RFC 6749 §5.2: a parameter is missing, malformed or repeated.</summary>
    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    /// <summary>RFC 6749 §5.2: the client failed to authenticate. Unknown clients and wrong secrets look the same.</summary>
    public static OAuthError InvalidClient(string description) => new("invalid_client", description, 401);

    /// <summary>RFC 6749 §5.2: the code or refresh token is invalid, expired, revoked, or was issued to another client.</summary>
    public static OAuthError InvalidGrant(string description) => new("invalid_grant", description);

    /// <summary>RFC 6749 §5.2: this client may not use this grant type or response type.</summary>
    public static OAuthError UnauthorizedClient(string description) => new("unauthorized_client", description);

    /// <summary>RFC 6749 §5.2: the grant type is not one that this server offers.</summary>
    public static OAuthError UnsupportedGrantType(string description) => new("unsupported_grant_type", description);

    /// <summary>RFC 6749 §4.1.2.1: the response type is not one that this server offers.</summary>
    public static OAuthError UnsupportedResponseType(string description) => new("unsupported_response_type", description);

    /// <summary>RFC 6749 §5.2: a scope is unknown, not allowed for the client, or wider than what was granted.</summary>
    public static OAuthError InvalidScope(string description) => new("invalid_scope", description);

    /// <summary>RFC 8707 §2: the resource is unknown or does not fit the scopes.</summary>
    public static OAuthError InvalidTarget(string description) => new("invalid_target", description);

    /// <summary>RFC 6749 §4.1.2.1: the person or the server said no.</summary>
    public static OAuthError AccessDenied(string description) => new("access_denied", description, 403);

    /// <summary>RFC 8628 §3.5: the person has not answered yet; the device polls on.</summary>
    public static OAuthError AuthorizationPending(string description) => new("authorization_pending", description);

    /// <summary>RFC 8628 §3.5: the device polls too often.</summary>
    public static OAuthError SlowDown(string description) => new("slow_down", description);

    /// <summary>RFC 8628 §3.5: the device code has expired.</summary>
    public static OAuthError ExpiredToken(string description) => new("expired_token", description);

    /// <summary>OIDC Core §3.1.2.6: a sign-in is needed, and <c>prompt=none</c> forbids to ask for one.</summary>
    public static OAuthError LoginRequired(string description) => new("login_required", description);

    /// <summary>OIDC Core §3.1.2.6: consent is needed, and <c>prompt=none</c> forbids to ask for it.</summary>
    public static OAuthError ConsentRequired(string description) => new("consent_required", description);

    /// <summary>OIDC Core §3.1.2.6: some page is needed, and <c>prompt=none</c> forbids to show it.</summary>
    public static OAuthError InteractionRequired(string description) => new("interaction_required", description);

    /// <summary>OIDC Core Error Code unmet_authentication_requirements §2: nobody can sign in here in the way that is asked for.</summary>
    public static OAuthError UnmetAuthenticationRequirements(string description) => new("unmet_authentication_requirements", description);

    /// <summary>RFC 9101 §7: the request object is malformed, or not one that the client signed for this server.</summary>
    public static OAuthError InvalidRequestObject(string description) => new("invalid_request_object", description);

    /// <summary>RFC 9101 §7: the <c>request_uri</c> leads to no request of this client.</summary>
    public static OAuthError InvalidRequestUri(string description) => new("invalid_request_uri", description);

    /// <summary>RFC 9449 §5: the DPoP proof is missing or wrong.</summary>
    public static OAuthError InvalidDPoPProof(string description) => new("invalid_dpop_proof", description);

    /// <summary>RFC 9449 §8: the DPoP proof must carry the nonce that the response gives.</summary>
    public static OAuthError UseDPoPNonce(string description) => new("use_dpop_nonce", description);

    /// <summary>RFC 6750 §3.1: the access token is missing parts, expired, revoked or not ours.</summary>
    public static OAuthError InvalidToken(string description) => new("invalid_token", description, 401);

    /// <summary>RFC 6750 §3.1: the access token lacks a scope that the call needs.</summary>
    public static OAuthError InsufficientScope(string description) => new("insufficient_scope", description, 403);

    /// <summary>RFC 6749 §4.1.2.1: a dependency is down for a moment; asking again later is right.</summary>
    public static OAuthError TemporarilyUnavailable(string description) => new("temporarily_unavailable", description, 503) { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>RFC 6585 §4: the client asks too often. RFC 6749 has no code of its own for that.</summary>
    public static OAuthError TooManyRequests(TimeSpan retryAfter) =>
        new("temporarily_unavailable", "Too many requests of this client: wait, then try again.", 429) { RetryAfter = retryAfter };

    /// <summary>RFC 6749 §4.1.2.1: a bug or an outage.</summary>
    public static OAuthError ServerError(string description) => new("server_error", description, 500);
}
