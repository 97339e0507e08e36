using System.Text.Json;
using OidcEngine.Device;
using OidcEngine.Introspection;
using OidcEngine.PushedAuthorization;
using OidcEngine.Revocation;
using OidcEngine.Token;
using OidcEngine.UserInfo;

namespace OidcEngine.MutualTls;

/// <summary><c>mtls_endpoint_aliases</c>, RFC 8705 §5: the endpoints that clients with certificates call; and that tokens can be bound to
/// theirs.</summary>
internal static class MutualTlsMetadata
{
    private static readonly (string Name, string Path)[] Endpoints =
    [
        ("token_endpoint", TokenEndpoint.Path),
        ("introspection_endpoint", IntrospectionEndpoint.Path),
        ("revocation_endpoint", RevocationEndpoint.Path),
        ("userinfo_endpoint", UserInfoEndpoint.Path),
        ("pushed_authorization_request_endpoint", PushedAuthorizationEndpoint.Path),
        ("device_authorization_endpoint", DeviceAuthorizationEndpoint.Path),
    ];

    public static void Write(Utf8JsonWriter json, OidcEngineOptions options)
    {
        if (options.MutualTls is not { } mutualTls) return;
        json.WriteStartObject("mtls_endpoint_aliases");
        foreach (var (name, path) in Endpoints) json.WriteString(name, mutualTls.AddressOf(path));
        json.WriteEndObject();
        json.WriteBoolean("tls_client_certificate_bound_access_tokens"u8, true); // §3.3
    }
}
