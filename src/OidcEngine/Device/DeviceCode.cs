using Jose;

namespace OidcEngine.Device;

/// <summary>The code that the device polls with, RFC 8628 §3.2.</summary>
internal static class DeviceCode
{
    private const string Kind = "device_code";

    /// <summary>A new code.</summary>
    public static string Create() => Handles.Create();

    /// <summary>What the code is kept under, in the waiting request and then in the grant: no authorization code has such a hash.</summary>
    public static byte[] Hash(string code) => Handles.Hash(Kind, code);
}
