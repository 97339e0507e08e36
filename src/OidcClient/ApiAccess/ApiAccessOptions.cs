using Microsoft.AspNetCore.Authentication;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>Whose access tokens an API takes, and as whom.</summary>
public sealed class ApiAccessOptions : AuthenticationSchemeOptions
{
    /// <summary>The provider's issuer identifier, exactly as its tokens carry it in <c>iss</c>. Its keys are found by
    /// discovery, when the first token comes.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>This API's resource identifier (RFC 8707 §2): what <c>aud</c> must name.</summary>
    public string Audience { get; set; } = "";

    /// <summary>How far this host's clock may be from the provider's.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Scheme, host and port under which callers reach this API, such as <c>https://api.example.com</c>; null when requests show
    /// them as callers know them. DPoP proofs name it (RFC 9449 §4.2).</summary>
    public string? PublicOrigin { get; set; }

    /// <summary>Where this API describes itself, RFC 9728 §3; challenges then name it (§5.1). Null when it does not.</summary>
    public string? ResourceMetadata { get; set; }

    /// <summary>True asks every DPoP proof for a nonce of this API (RFC 9449 §9), under the host's Data Protection keys.</summary>
    public bool RequireDPoPNonce { get; set; }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        IssuerAddress.Require(Issuer);
        if (string.IsNullOrEmpty(Audience)) throw new ArgumentException("The audience of this API is missing.");
    }
}
