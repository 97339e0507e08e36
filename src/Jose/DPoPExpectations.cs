namespace Jose;

/// <summary>What a DPoP proof must be made for to be taken.</summary>
public sealed record DPoPExpectations
{
    /// <summary>The method of the request.</summary>
    public required string Method { get; init; }

    /// <summary>The address of the request as its sender knows it, under each name that it has; query and fragment do not count.</summary>
    public required IReadOnlyList<string> Uris { get; init; }

    /// <summary>Tells the time that <c>iat</c> is compared with.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The access token that comes along; null at the token endpoint, where there is none yet.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The nonces that are accepted, one of which must then be there; null asks for none.</summary>
    public DPoPNonces? Nonces { get; init; }

    /// <summary>How old a proof may be, and how far its maker's clock may be ahead, where no nonce tells the time.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);
}
