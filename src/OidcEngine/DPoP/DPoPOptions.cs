namespace OidcEngine.DPoP;

/// <summary>What is asked of DPoP proofs (RFC 9449).</summary>
public sealed class DPoPOptions
{
    /// <summary>True asks every proof for a nonce of this server (§8): so a proof cannot be made long before it is used, and clients'
    /// clocks do not matter. It costs each client one more request now and then.</summary>
    public bool RequireNonce { get; set; }
}
