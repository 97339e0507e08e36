using System.Net;
using System.Net.Sockets;
using IdentityProvider.Localisation;
using Microsoft.Extensions.Localization;

namespace IdentityProvider.Accounts;

/// <summary>The network that an address belongs to, as a place to recognise: which town it lies in is not known here, and not asked of
/// anybody.</summary>
internal sealed class NetworkText(IStringLocalizer<PageText> text)
{
    public string Of(string? address)
    {
        if (!IPAddress.TryParse(address, out var ip)) return text["Devices.NetworkUnknown"];
        if (IPAddress.IsLoopback(ip)) return text["Devices.ThisMachine"];
        return Network(ip);
    }

    public static bool IsSame(string? one, string? other) =>
        IPAddress.TryParse(one, out var a) && IPAddress.TryParse(other, out var b) && Network(a) == Network(b);

    // Of IPv4 the neighbourhood of 256 addresses; of IPv6 the /64 that one customer holds.
    private static string Network(IPAddress address)
    {
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = ip.GetAddressBytes();
        if (ip.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[3] = 0;
            return new IPAddress(bytes) + "/24";
        }

        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }
}
