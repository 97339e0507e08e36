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

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        IssuerAddress.Require(Issuer);
        if (string.IsNullOrEmpty(Audience)) throw new ArgumentException("The audience of this API is missing.");
    }
}
