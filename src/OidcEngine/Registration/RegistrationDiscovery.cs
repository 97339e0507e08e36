using System.Text.Json;

namespace OidcEngine.Registration;

/// <summary>What the metadata says of registration: RFC 8414 §2.</summary>
internal static class RegistrationDiscovery
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options)
    {
        if (options.Registration.Mode != RegistrationMode.Closed)
            json.WriteString("registration_endpoint", options.Issuer + RegistrationEndpoint.Path);
    }
}
