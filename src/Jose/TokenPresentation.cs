using System.Security.Cryptography.X509Certificates;

namespace Jose;

/// <summary>How a request presents an access token to a protected resource.</summary>
public sealed record TokenPresentation
{
    /// <summary>The token.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Whether it came by the scheme <c>DPoP</c> (RFC 9449 §7.1) instead of <c>Bearer</c> (RFC 6750 §2).</summary>
    public required bool ByDPoP { get; init; }

    /// <summary>Every <c>DPoP</c> header field.</summary>
    public IReadOnlyList<string?> Proofs { get; init; } = [];

    /// <summary>The method of the request.</summary>
    public required string Method { get; init; }

    /// <summary>The address of the request as its sender knows it, under each name that it has.</summary>
    public required IReadOnlyList<string> Uris { get; init; }

    /// <summary>The certificate that the sender proved to hold at the TLS connection.</summary>
    public X509Certificate2? Certificate { get; init; }
}
