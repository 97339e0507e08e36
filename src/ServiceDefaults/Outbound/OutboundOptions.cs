namespace ServiceDefaults.Outbound;

/// <summary>Section <c>Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>Whether addresses that a client or a user named may lie in loopback and private networks.
    /// Unset: in development alone.</summary>
    public bool? AllowPrivateNetworks { get; set; }

    /// <summary>A PEM file of certificate authorities that are trusted besides the system's.</summary>
    public string? TrustedCaFile { get; set; }
}
