using System.Text.Json;

namespace OidcEngine.Device;

/// <summary>What the metadata says of the device grant: RFC 8628 §4.</summary>
internal static class DeviceMetadata
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options) =>
        json.WriteString("device_authorization_endpoint", options.Issuer + DeviceAuthorizationEndpoint.Path);
}
