using System.Net;

namespace ServiceDefaults.Requests;

/// <summary>Section <c>Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    /// <summary>Addresses and networks (CIDR) whose X-Forwarded-For and X-Forwarded-Proto are believed.</summary>
    public string[] Trusted { get; set; } = [];

    /// <summary>Host names besides that of the public URL under which this host may be called.</summary>
    public string[] AllowedHosts { get; set; } = [];

    public IEnumerable<IPNetwork> Networks => Trusted.Select(entry => TryNetwork(entry)!.Value);

    public static string? Validate(ProxyOptions options) =>
        options.Trusted.FirstOrDefault(entry => TryNetwork(entry) is null) is { } wrong
            ? $"The setting Proxy:Trusted holds \"{wrong}\", which is no IP address or network: write 10.0.0.7 or 10.0.0.0/8."
            : null;

    private static IPNetwork? TryNetwork(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) return network;
        return IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
