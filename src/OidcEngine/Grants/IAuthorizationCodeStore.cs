using OidcEngine.SenderConstraints;

namespace OidcEngine.Grants;

/// <summary>Authorization codes, each kept under the hash of its value, in the row of the grant it belongs to (RFC 6749 §4.1.2).</summary>
public interface IAuthorizationCodeStore
{
    /// <summary>Writes grant and code in one step. False, and nothing is written, when the session has ended or the person may not
    /// sign in.</summary>
    Task<bool> AddAsync(Grant grant, AuthorizationCode code, CancellationToken cancellationToken);

    /// <summary>Marks the code as redeemed in one atomic step, if client, redirect URI, challenge, key and time fit: what does not fit
    /// changes nothing, and of two fitting callers at once, one alone is the first. A fitting second presentation revokes the
    /// grant.</summary>
    Task<CodeRedemption> RedeemAsync(byte[] codeHash, CodeProof proof, CancellationToken cancellationToken);
}

/// <summary>A code as it is kept.</summary>
/// <param name="Hash">SHA-256 of the code.</param>
/// <param name="RedirectUri">The <c>redirect_uri</c> of the request; null when the request named none.</param>
/// <param name="CodeChallenge">The S256 challenge (RFC 7636 §4.2); null when the client is allowed none.</param>
/// <param name="ExpiresAt">The end of its life.</param>
public sealed record AuthorizationCode(byte[] Hash, string? RedirectUri, string? CodeChallenge, DateTimeOffset ExpiresAt)
{
    /// <summary>The thumbprint of the DPoP key that must redeem it (RFC 9449 §10); null when any may.</summary>
    public string? DpopJkt { get; init; }
}

/// <summary>What a token request shows to redeem a code. Each value must equal what is kept, null included.</summary>
/// <param name="ClientId">The authenticated client.</param>
/// <param name="RedirectUri">The request's <c>redirect_uri</c>.</param>
/// <param name="CodeChallenge">The S256 transformation of the request's <c>code_verifier</c>; null without one.</param>
/// <param name="Refresh">When the refresh family that starts now ends; null when the client gets no refresh token.</param>
public sealed record CodeProof(string ClientId, string? RedirectUri, string? CodeChallenge, RefreshExpiry? Refresh)
{
    /// <summary>The thumbprint of the DPoP key that the request proves; it must be the code's, if the code has one. Null without.</summary>
    public string? DpopJkt { get; init; }

    /// <summary>The key that the refresh family is bound to from now on; null for none.</summary>
    public SenderKey? RefreshKey { get; init; }

    /// <summary>The resource that the request names (RFC 8707 §2.2); it must be among the grant's resources. Null when it names
    /// none.</summary>
    public string? Resource { get; init; }
}

/// <summary>The two ends of a refresh family.</summary>
/// <param name="Sliding">The end unless the token is used before.</param>
/// <param name="Absolute">The end in any case.</param>
public sealed record RefreshExpiry(DateTimeOffset Sliding, DateTimeOffset Absolute);

/// <summary>What became of a presented code.</summary>
public abstract record CodeRedemption
{
    private CodeRedemption() { }

    /// <summary>It was good, and is now used. With a refresh family, its generation is 1.</summary>
    public sealed record First(Grant Grant) : CodeRedemption;

    /// <summary>It had been used before; the grant is now revoked, with its audit row.</summary>
    public sealed record Replayed(Guid GrantId) : CodeRedemption;

    /// <summary>It exists, but not for this client, redirect URI, verifier, key or resource; nothing changed. The parameter is
    /// <c>client_id</c>, <c>redirect_uri</c>, <c>code_verifier</c>, <c>dpop_jkt</c> or <c>resource</c>.</summary>
    public sealed record Mismatched(string Parameter) : CodeRedemption;

    /// <summary>It exists, but its time or its grant has ended.</summary>
    public sealed record Ended : CodeRedemption;

    /// <summary>There is no such code.</summary>
    public sealed record Unknown : CodeRedemption;
}
