using System.Net;

namespace ServiceDefaults.Health;

/// <summary>Section <c>Health</c>: who may read metrics outside development.</summary>
internal sealed class HealthOptions
{
    /// <summary>A port of its own, on which nothing but <c>/health</c> is served, without TLS.</summary>
    public int? MetricsPort { get; set; }

    /// <summary>Networks (CIDR) that may read metrics on the public port.</summary>
    public string[] MetricsNetworks { get; set; } = [];

    public static string? Validate(HealthOptions options)
    {
        if (options.MetricsPort is < 1 or > 65535) return "The setting Health:MetricsPort must be a port from 1 to 65535.";
        return options.MetricsNetworks.FirstOrDefault(network => !IPNetwork.TryParse(network, out _)) is { } wrong
            ? $"The setting Health:MetricsNetworks holds \"{wrong}\", which is no network: write one such as 10.0.0.0/8."
            : null;
    }
}
