using System.Text.Json;
using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Keys;

namespace OidcEngine.Token;

/// <summary>Writes access tokens as JWTs, RFC 9068 §2, signed with ES256 unless the client was registered with another algorithm.</summary>
internal sealed class AccessTokenWriter(KeyRing keys, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    public async ValueTask<AccessToken> WriteAsync(AccessTokenContent content, CancellationToken cancellationToken)
    {
        var key = await keys.ForSigningAsync(content.Client.AccessTokenSignedResponseAlg, cancellationToken);
        var now = time.GetUtcNow();
        var lifetime = (long)(content.Client.AccessTokenLifetime ?? options.Value.Lifetimes.AccessToken).TotalSeconds;
        var claims = new Claims(content, options.Value.Issuer, Guid.CreateVersion7(now), now.ToUnixTimeSeconds(), lifetime);
        return new AccessToken(JwtWriter.Sign(key, JwtTypes.AccessToken, claims, Write), lifetime);
    }

    private static void Write(Utf8JsonWriter json, Claims claims) =>
        claims.Content.Write(json, claims.Issuer, claims.Id, claims.IssuedAt, claims.IssuedAt + claims.Lifetime);

    private readonly record struct Claims(AccessTokenContent Content, string Issuer, Guid Id, long IssuedAt, long Lifetime);
}
