namespace OidcEngine.Device;

/// <summary>A device authorization request (RFC 8628 §3.1) that waits for a person.</summary>
public sealed record DeviceRequest
{
    /// <summary>What the device code is kept under.</summary>
    public required byte[] DeviceCodeHash { get; init; }

    /// <summary>What the user code is kept under.</summary>
    public required byte[] UserCodeHash { get; init; }

    /// <summary>The client that asks.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scopes asked for, each once.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The resources that access tokens may be for; empty when userinfo alone is meant.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>Where the device's request came from, for the person to judge; null when that is not known.</summary>
    public string? IpAddress { get; init; }

    /// <summary>What the device says it is.</summary>
    public string? UserAgent { get; init; }

    /// <summary>When the device asked.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When both codes stop working (RFC 8628 §3.2, <c>expires_in</c>).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
