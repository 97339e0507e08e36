using System.Text.Json;

namespace OidcEngine.EndSession;

/// <summary>What the metadata says of logout: OIDC RP-Initiated Logout 1.0 §2.1, Front-Channel Logout 1.0 §3 and
/// Back-Channel Logout 1.0 §2.1.</summary>
internal static class EndSessionMetadata
{
    public static void Write(Utf8JsonWriter json, OidcEngineOptions options)
    {
        json.WriteString("end_session_endpoint", options.Issuer + EndSessionEndpoint.Path);
        json.WriteBoolean("frontchannel_logout_supported", true);
        json.WriteBoolean("frontchannel_logout_session_supported", true);
        json.WriteBoolean("backchannel_logout_supported", true);
        json.WriteBoolean("backchannel_logout_session_supported", true);
    }
}
