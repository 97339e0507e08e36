using Microsoft.Extensions.Options;
using OidcEngine.Keys;

namespace OidcEngine.Token;

/// <summary>Makes and reads refresh tokens with the keys of the ring.</summary>
internal sealed class RefreshTokens(KeyRing keys, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    /// <summary>The first token of a family.</summary>
    public async ValueTask<RefreshToken> StartAsync(Guid grantId, CancellationToken cancellationToken)
    {
        var key = (await keys.GetAsync(cancellationToken)).ForRefreshTokens(time.GetUtcNow())
            ?? throw new InvalidOperationException("The key store holds no usable key for refresh tokens.");
        return new RefreshToken(key, grantId, Generation: 1);
    }

    /// <summary>The token's text.</summary>
    public string Write(RefreshToken token) => token.Write(options.Value.Issuer);

    /// <summary>Reads a presented token; null when it is none of ours.</summary>
    public async ValueTask<RefreshToken?> ReadAsync(string text, CancellationToken cancellationToken)
    {
        if (RefreshToken.KeyIdOf(text) is not { } keyId) return null;
        var key = (await keys.GetAsync(cancellationToken)).FindRefreshTokenKey(keyId)
            ?? (await keys.RefreshForUnknownKeyAsync(cancellationToken)).FindRefreshTokenKey(keyId);
        return key is null ? null : RefreshToken.Read(text, key, options.Value.Issuer);
    }
}
