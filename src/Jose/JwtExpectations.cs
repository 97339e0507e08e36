namespace Jose;

/// <summary>What a token must be to be taken. Every reader states all of it, for no token kind has a default (RFC 8725 §3).</summary>
public sealed record JwtExpectations
{
    /// <summary>The kind of token: its <c>typ</c>, one of <see cref="JwtTypes"/> or another media type's name.</summary>
    public required string Type { get; init; }

    /// <summary>The keys of the party that is expected to have signed.</summary>
    public required VerificationKeySet Keys { get; init; }

    /// <summary>When set, the token must carry an HMAC made with one of these, and no key is looked at; when not, no HMAC is ever
    /// taken. So the reader decides which of the two it is, never the token (RFC 8725 §3.1).</summary>
    public SharedSecrets? Secrets { get; init; }

    /// <summary>Tells the time that <c>exp</c> and <c>nbf</c> are compared with.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The algorithms that are accepted; all supported ones when null.</summary>
    public IReadOnlyCollection<string>? Algorithms { get; init; }

    /// <summary>The only <c>iss</c> that is accepted, compared octet by octet; not checked when null.</summary>
    public string? Issuer { get; init; }

    /// <summary>One of these must be among the token's <c>aud</c>; not checked when null.</summary>
    public IReadOnlyCollection<string>? Audiences { get; init; }

    /// <summary>How far the clocks of the two parties may be apart.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether <c>exp</c> must be there and ahead, and <c>nbf</c>, when there, behind. False only where an expired
    /// token still says something, such as an id_token_hint.</summary>
    public bool ValidateLifetime { get; init; } = true;

    /// <summary>A longer token is refused before any work is done on it.</summary>
    public int MaxLength { get; init; } = 16 * 1024;
}
