using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.SenderConstraints;

namespace OidcEngine.Token;

/// <summary>What an access token says, RFC 9068 §2.2.</summary>
internal sealed record AccessTokenContent
{
    /// <summary>Claims that a resource's scope can ask for in vain: they have a meaning of their own in every token.</summary>
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "client_id", "scope", "auth_time", "acr", "amr", "sid", "gid", "cnf", "act",
        "may_act", "events", UserInfoClaimsMember,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A member of our own: the claims that userinfo tells beyond those of the scopes.</summary>
    public const string UserInfoClaimsMember = "userinfo_claims";

    public required Client Client { get; init; }

    /// <summary><c>aud</c>: one resource, or the issuer.</summary>
    public required string Audience { get; init; }

    /// <summary><c>scope</c>, space separated.</summary>
    public required string Scope { get; init; }

    /// <summary>What the person granted; null for a client that acts for itself, whose <c>sub</c> is then its own id (§2.2).</summary>
    public Grant? Grant { get; init; }

    /// <summary>The key that the token is bound to; null for a bearer token.</summary>
    public SenderKey? SenderKey { get; init; }

    /// <summary>What userinfo tells besides the claims of the scopes (OIDC Core §5.5).</summary>
    public IReadOnlyList<string> UserInfoClaims { get; init; } = [];

    /// <summary>What the scopes' resource asks to know of the person.</summary>
    public JsonObject? UserClaims { get; init; }

    public void Write(Utf8JsonWriter json, string issuer, Guid tokenId, long issuedAt, long expiresAt)
    {
        json.WriteString("iss"u8, issuer);
        json.WriteString("sub"u8, Grant?.Subject ?? Client.ClientId);
        json.WriteString("aud"u8, Audience);
        json.WriteString("client_id"u8, Client.ClientId);
        json.WriteNumber("iat"u8, issuedAt);
        json.WriteNumber("exp"u8, expiresAt);
        json.WriteString("jti"u8, tokenId);
        json.WriteString("scope"u8, Scope);
        SenderKey?.Write(json);
        if (Grant is { } grant) WriteGrant(json, grant);
        if (UserClaims is { } claims) WriteUserClaims(json, claims);
    }

    private void WriteGrant(Utf8JsonWriter json, Grant grant)
    {
        json.WriteString("gid"u8, grant.Id);
        json.WriteString("sid"u8, grant.SessionId);
        AuthenticationClaims.Write(json, grant); // §2.2.1
        if (UserInfoClaims.Count == 0) return;
        json.WriteStartArray(UserInfoClaimsMember);
        foreach (var name in UserInfoClaims) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void WriteUserClaims(Utf8JsonWriter json, JsonObject claims)
    {
        foreach (var (name, value) in claims)
        {
            if (value is null || Reserved.Contains(name)) continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }
}
