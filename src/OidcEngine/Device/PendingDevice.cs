using OidcEngine.Authorization;
using OidcEngine.Clients;

namespace OidcEngine.Device;

/// <summary>A device's request that waits for a person, as the host's page shows it (RFC 8628 §3.3 and §5.4).</summary>
public sealed record PendingDevice
{
    /// <summary>The client that asks.</summary>
    public required Client Client { get; init; }

    /// <summary>The code as the device shows it, for the person to compare.</summary>
    public required string UserCode { get; init; }

    /// <summary>The scopes asked for, in the order of the request.</summary>
    public required IReadOnlyList<RequestedScope> Scopes { get; init; }

    /// <summary>Where the device's request came from; null when that is not known.</summary>
    public string? IpAddress { get; init; }

    /// <summary>What the device says it is.</summary>
    public string? UserAgent { get; init; }

    /// <summary>When the device asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
