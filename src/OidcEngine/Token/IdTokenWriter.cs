using System.Text.Json;
using System.Text.Json.Nodes;
using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Grants;
using OidcEngine.Keys;

namespace OidcEngine.Token;

/// <summary>Writes id_tokens, OIDC Core §2, with the algorithm that the client registered. What is known of the person is read at userinfo:
/// with an access token issued, no profile claim stands in the id_token (§5.4), but for those that were asked for there (§5.5).</summary>
internal sealed class IdTokenWriter(KeyRing keys, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    /// <param name="client">The <c>aud</c>.</param>
    /// <param name="grant">Who signed in, when and how.</param>
    /// <param name="nonce">The <c>nonce</c> of the request; null on refresh (§12.2).</param>
    /// <param name="accessToken">The access token of the same response, for <c>at_hash</c> (§3.1.3.6).</param>
    /// <param name="userClaims">What was asked for in the id_token by the <c>claims</c> parameter; null when nothing was.</param>
    /// <param name="cancellationToken">Cancels the reading of keys.</param>
    public async ValueTask<string> WriteAsync(
        Client client, Grant grant, string? nonce, string accessToken, JsonObject? userClaims, CancellationToken cancellationToken)
    {
        var key = await keys.ForSigningAsync(client.IdTokenSignedResponseAlg, cancellationToken);
        var claims = new Claims
        {
            Issuer = options.Value.Issuer,
            Audience = client.ClientId,
            Grant = grant,
            Nonce = nonce,
            UserClaims = userClaims,
            AccessTokenHash = TokenHash.Create(key.Algorithm, accessToken),
            IssuedAt = time.GetUtcNow().ToUnixTimeSeconds(),
            Lifetime = (long)options.Value.Lifetimes.IdToken.TotalSeconds,
        };
        return JwtWriter.Sign(key, JwtTypes.IdToken, claims, Write);
    }

    private static void Write(Utf8JsonWriter json, Claims claims)
    {
        json.WriteString("iss"u8, claims.Issuer);
        json.WriteString("sub"u8, claims.Grant.Subject);
        json.WriteString("aud"u8, claims.Audience);
        json.WriteNumber("iat"u8, claims.IssuedAt);
        json.WriteNumber("exp"u8, claims.IssuedAt + claims.Lifetime);
        json.WriteString("sid"u8, claims.Grant.SessionId);
        json.WriteString("at_hash"u8, claims.AccessTokenHash);
        if (claims.Nonce is { } nonce) json.WriteString("nonce"u8, nonce);
        AuthenticationClaims.Write(json, claims.Grant);
        foreach (var (name, value) in claims.UserClaims ?? [])
        {
            if (value is null) continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private readonly record struct Claims
    {
        public required string Issuer { get; init; }

        public required string Audience { get; init; }

        public required Grant Grant { get; init; }

        public required string? Nonce { get; init; }

        public required JsonObject? UserClaims { get; init; }

        public required string AccessTokenHash { get; init; }

        public required long IssuedAt { get; init; }

        public required long Lifetime { get; init; }
    }
}
