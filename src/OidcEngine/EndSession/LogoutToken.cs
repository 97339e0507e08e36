using System.Text.Json;
using Jose;

namespace OidcEngine.EndSession;

/// <summary>The logout token, OIDC Back-Channel Logout 1.0 §2.4. Without a <c>nonce</c> it never passes for an id_token.</summary>
internal static class LogoutToken
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2); // §2.4: at most two minutes

    public static string Write(SigningKey key, string issuer, LogoutNotice notice, DateTimeOffset now) =>
        JwtWriter.Sign(key, JwtTypes.LogoutToken, (issuer, notice, now), static (writer, state) => WriteClaims(writer, state));

    private static void WriteClaims(Utf8JsonWriter writer, (string Issuer, LogoutNotice Notice, DateTimeOffset Now) state)
    {
        writer.WriteString("iss", state.Issuer);
        writer.WriteString("sub", state.Notice.Subject);
        writer.WriteString("aud", state.Notice.ClientId);
        writer.WriteNumber("iat", state.Now.ToUnixTimeSeconds());
        writer.WriteNumber("exp", (state.Now + Lifetime).ToUnixTimeSeconds());
        writer.WriteString("jti", Handles.Create());
        writer.WriteStartObject("events");
        writer.WriteStartObject(LogoutEvent);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteString("sid", state.Notice.SessionId);
    }
}
