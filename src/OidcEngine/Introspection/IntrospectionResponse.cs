using System.Text.Json;
using Jose;
using OidcEngine.Grants;
using OidcEngine.Token;

namespace OidcEngine.Introspection;

/// <summary>An introspection response, RFC 7662 §2.2.</summary>
internal abstract record IntrospectionResponse
{
    private IntrospectionResponse() { }

    /// <summary>Says nothing more: an inactive token has no properties (§2.2).</summary>
    public static IntrospectionResponse Inactive { get; } = new Nothing();

    public static void Write(Utf8JsonWriter json, IntrospectionResponse response)
    {
        json.WriteBoolean("active"u8, response is not Nothing);
        response.WriteProperties(json);
    }

    protected abstract void WriteProperties(Utf8JsonWriter json);

    /// <summary>A live access token: what it says itself, besides its own envelope.</summary>
    public sealed record AccessToken(IssuedAccessToken Token) : IntrospectionResponse
    {
        protected override void WriteProperties(Utf8JsonWriter json)
        {
            json.WriteString("token_type"u8, Confirmation.Of(Token.Jwt) is Confirmation.Key ? "DPoP"u8 : "Bearer"u8); // RFC 9449 §6.2
            foreach (var claim in Token.Jwt.Claims.EnumerateObject())
                if (claim.Name != "active" && claim.Name != "token_type")
                    claim.WriteTo(json);
        }
    }

    /// <summary>A live refresh token.</summary>
    public sealed record RefreshFamilyMember(RefreshFamily Family) : IntrospectionResponse
    {
        protected override void WriteProperties(Utf8JsonWriter json)
        {
            json.WriteString("client_id"u8, Family.Grant.ClientId);
            json.WriteString("sub"u8, Family.Grant.Subject);
            json.WriteString("scope"u8, string.Join(' ', Family.Grant.Scopes));
            json.WriteNumber("iat"u8, Family.Grant.CreatedAt.ToUnixTimeSeconds());
            json.WriteNumber("exp"u8, Family.ExpiresAt.ToUnixTimeSeconds());
            json.WriteString("sid"u8, Family.Grant.SessionId);
        }
    }

    private sealed record Nothing : IntrospectionResponse
    {
        protected override void WriteProperties(Utf8JsonWriter json) { }
    }
}
