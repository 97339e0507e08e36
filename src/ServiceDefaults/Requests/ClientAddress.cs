using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Requests;

/// <summary>Where a request comes from, as far as trusted proxies say.</summary>
public static class ClientAddress
{
    /// <summary>For the audit trail and logs.</summary>
    public static string Of(HttpContext http) => Plain(http.Connection.RemoteIpAddress)?.ToString() ?? "unknown";

    /// <summary>For counting: one customer holds a whole /64 of IPv6, so that is one network.</summary>
    public static string NetworkOf(HttpContext http)
    {
        var address = Plain(http.Connection.RemoteIpAddress);
        if (address is null) return "unknown";
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
