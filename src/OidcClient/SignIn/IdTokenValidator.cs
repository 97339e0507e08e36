using System.Security.Cryptography;
using System.Text;
using Jose;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>Validates id_tokens that come from the token endpoint: OpenID Connect Core §3.1.3.7, its steps in their order.</summary>
internal sealed class IdTokenValidator(Providers providers, TimeProvider time)
{
    /// <summary>An id_token is fresh from the token endpoint: one made longer ago than this was not made for this request.</summary>
    private static readonly TimeSpan OldestAccepted = TimeSpan.FromMinutes(10);

    /// <summary>The token of a sign-in, with the <paramref name="nonce"/> that was sent.</summary>
    /// <exception cref="ProviderUnavailableException">The provider's keys cannot be had.</exception>
    public async Task<JwtReading> ValidateAsync(
        string idToken, OidcSignInOptions options, string nonce, string accessToken, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(idToken, options, cancellationToken);
        if (reading is not JwtReading.Valid(var jwt)) return reading;
        if (!SameText(jwt.String("nonce"), nonce)) return Refuse("nonce is not the one that was sent"); // step 11
        return CheckAccessTokenHash(jwt, accessToken) is { } refusal ? refusal : reading;
    }

    /// <summary>The token of a refresh, §12.2: same issuer, same subject, same audience; it need not carry a nonce.</summary>
    /// <exception cref="ProviderUnavailableException">The provider's keys cannot be had.</exception>
    public async Task<JwtReading> ValidateRefreshedAsync(
        string idToken, OidcSignInOptions options, string subject, string accessToken, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(idToken, options, cancellationToken);
        if (reading is not JwtReading.Valid(var jwt)) return reading;
        if (jwt.Subject != subject) return Refuse("sub is another person");
        return CheckAccessTokenHash(jwt, accessToken) is { } refusal ? refusal : reading;
    }

    private async Task<JwtReading> ReadAsync(string idToken, OidcSignInOptions options, CancellationToken cancellationToken)
    {
        var reading = await ReadSignedAsync(idToken, options, cancellationToken);
        return reading is JwtReading.Valid(var jwt) && CheckClaims(jwt, options) is { } refusal ? refusal : reading;
    }

    /// <summary>Steps 2 (iss), 3 (aud), 6 (signature), 7 (alg) and 9 (exp).</summary>
    private async Task<JwtReading> ReadSignedAsync(string idToken, OidcSignInOptions options, CancellationToken cancellationToken)
    {
        var provider = providers.Get(options.Issuer);
        var snapshot = await provider.GetAsync(cancellationToken);
        var expectations = new JwtExpectations
        {
            Type = JwtTypes.IdToken,
            Keys = snapshot.Keys,
            Algorithms = [options.IdTokenAlgorithm],
            Issuer = options.Issuer,
            Audiences = [options.ClientId],
            Time = time,
        };
        var reading = JwtReader.Read(idToken, expectations);
        return reading is JwtReading.Invalid { Fault: JwtFault.UnknownKey }
            ? JwtReader.Read(idToken, expectations with { Keys = await provider.RenewKeysAsync(snapshot, cancellationToken) })
            : reading;
    }

    private JwtReading.Invalid? CheckClaims(Jwt jwt, OidcSignInOptions options)
    {
        if (jwt.Audiences.Any(audience => audience != options.ClientId)) // step 3: no audience that we do not trust
            return Refuse("aud names others too");
        if (jwt.Claims.TryGetProperty("azp", out _) && jwt.String("azp") != options.ClientId) // steps 4 and 5
            return Refuse("azp is not this client");
        if (jwt.IssuedAt is not { } issued || time.GetUtcNow() - issued > OldestAccepted) // step 10
            return Refuse("iat is missing or too long ago");
        return string.IsNullOrEmpty(jwt.Subject) ? Refuse("sub is missing") : null; // §2
    }

    /// <summary>§3.1.3.8: the hash is optional here, and compared when it is there.</summary>
    private static JwtReading.Invalid? CheckAccessTokenHash(Jwt jwt, string accessToken) =>
        jwt.Claims.TryGetProperty("at_hash", out _) && !SameText(jwt.String("at_hash"), TokenHash.Create(jwt.Algorithm, accessToken))
            ? Refuse("at_hash is not of the access token")
            : null;

    private static bool SameText(string? one, string other) =>
        one is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static JwtReading.Invalid Refuse(string detail) => new(JwtFault.Malformed, detail);
}
