using System.Text.Json;

namespace OidcEngine.Device;

/// <summary>What the device gets and shows, RFC 8628 §3.2.</summary>
internal sealed record DeviceAuthorizationResponse(string DeviceCode, string UserCode, OidcEngineOptions Options)
{
    public static void Write(Utf8JsonWriter json, DeviceAuthorizationResponse response)
    {
        var options = response.Options;
        var userCode = Device.UserCode.Format(response.UserCode);
        var page = options.Issuer + options.DevicePath;
        json.WriteString("device_code"u8, response.DeviceCode);
        json.WriteString("user_code"u8, userCode);
        json.WriteString("verification_uri"u8, page);
        json.WriteString("verification_uri_complete"u8, $"{page}?user_code={userCode}"); // §3.3.1
        json.WriteNumber("expires_in"u8, (long)options.Lifetimes.DeviceCode.TotalSeconds);
        json.WriteNumber("interval"u8, (long)DeviceAuthorization.Interval.TotalSeconds);
    }
}
