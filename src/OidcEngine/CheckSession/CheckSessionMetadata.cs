using System.Text.Json;

namespace OidcEngine.CheckSession;

/// <summary>What the metadata says of the session iframe: OIDC Session Management 1.0 §3.4.</summary>
internal static class CheckSessionMetadata
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options) =>
        json.WriteString("check_session_iframe", options.Issuer + CheckSessionEndpoint.Path);
}
