using System.Text.Json;
using OidcEngine.Grants;

namespace OidcEngine.Token;

/// <summary>How and when the person signed in, as OIDC Core §2 and RFC 9068 §2.2.1 name it.</summary>
internal static class AuthenticationClaims
{
    public static void Write(Utf8JsonWriter json, Grant grant)
    {
        json.WriteNumber("auth_time"u8, grant.AuthTime.ToUnixTimeSeconds());
        json.WriteString("acr"u8, grant.Acr);
        json.WriteStartArray("amr"u8);
        foreach (var method in grant.Amr) json.WriteStringValue(method);
        json.WriteEndArray();
    }
}
