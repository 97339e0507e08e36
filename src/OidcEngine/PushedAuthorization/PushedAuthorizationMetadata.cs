using System.Text.Json;

namespace OidcEngine.PushedAuthorization;

/// <summary>What the metadata says of pushed requests: RFC 9126 §5.</summary>
internal static class PushedAuthorizationMetadata
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options)
    {
        json.WriteString("pushed_authorization_request_endpoint", options.Issuer + PushedAuthorizationEndpoint.Path);
        json.WriteBoolean("require_pushed_authorization_requests", options.Requests.RequirePushed);
    }
}
