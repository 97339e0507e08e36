using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace UserDirectory.SignIn;

/// <summary>What an attempt counts against: the account (or the name, where there is none) on this device and network, and the account
/// on this device at large. All strangers' browsers are one device.</summary>
internal sealed record LockoutScope(Guid? UserId, byte[] Here, byte[] InAll)
{
    public static LockoutScope Of(Guid? userId, string nameKey, Guid? device, string? ipAddress)
    {
        var account = userId is { } id ? $"user:{id}" : $"name:{nameKey}";
        var browser = $"{account}|{device?.ToString() ?? "unknown"}";
        return new LockoutScope(userId, Hash($"{browser}|{Network(ipAddress)}"), Hash(browser));
    }

    /// <summary>The same for codes of the second step, which nobody tries who has not proved the first.</summary>
    public static LockoutScope OfSecondStep(Guid userId, Guid? device, string? ipAddress)
    {
        var browser = $"second-step:{userId}|{device?.ToString() ?? "unknown"}";
        return new LockoutScope(userId, Hash($"{browser}|{Network(ipAddress)}"), Hash(browser));
    }

    /// <summary>What one subscriber commonly holds: 256 addresses of IPv4, a /64 of IPv6.</summary>
    internal static string Network(string? ipAddress)
    {
        if (!IPAddress.TryParse(ipAddress, out var address)) return "nowhere";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.0/24"
            : $"{BinaryPrimitives.ReadUInt64BigEndian(bytes):x16}/64";
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
