using System.Text.Json;
using Jose;
using OidcClient.Discovery;

namespace OidcClient.SignIn;

/// <summary>Validates logout tokens: OpenID Connect Back-Channel Logout 1.0 §2.6, its steps in their order.</summary>
internal sealed class LogoutTokenValidator(Providers providers, TakenLogoutTokens taken, TimeProvider time)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    /// <exception cref="ProviderUnavailableException">The provider's keys cannot be had.</exception>
    public async Task<JwtReading> ValidateAsync(string logoutToken, OidcSignInOptions options, CancellationToken cancellationToken)
    {
        // Steps 2 to 4: signature, alg, iss, aud and exp as those of an id_token, under a type of its own (§2.4).
        var provider = providers.Get(options.Issuer);
        var snapshot = await provider.GetAsync(cancellationToken);
        var expectations = new JwtExpectations
        {
            Type = JwtTypes.LogoutToken,
            Keys = snapshot.Keys,
            Issuer = options.Issuer,
            Audiences = [options.ClientId],
            Time = time,
        };
        var reading = JwtReader.Read(logoutToken, expectations);
        if (reading is JwtReading.Invalid { Fault: JwtFault.UnknownKey })
            reading = JwtReader.Read(logoutToken, expectations with { Keys = await provider.RenewKeysAsync(snapshot, cancellationToken) });
        return reading is JwtReading.Valid(var jwt) && CheckClaims(jwt) is { } refusal ? refusal : reading;
    }

    private JwtReading.Invalid? CheckClaims(Jwt jwt)
    {
        if (jwt.IssuedAt is null || string.IsNullOrEmpty(jwt.Id)) return Refuse("iat or jti is missing"); // §2.4
        if (string.IsNullOrEmpty(jwt.Subject) && string.IsNullOrEmpty(jwt.String("sid"))) return Refuse("neither sub nor sid"); // step 5
        if (!HasLogoutEvent(jwt)) return Refuse("events does not hold the logout event"); // step 6
        if (jwt.Claims.TryGetProperty("nonce", out _)) return Refuse("nonce is present"); // step 7
        return taken.TryTake(jwt) ? null : Refuse("jti was presented before"); // step 8
    }

    private static bool HasLogoutEvent(Jwt jwt) =>
        jwt.Claims.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Object
        && events.TryGetProperty(LogoutEvent, out var logout) && logout.ValueKind == JsonValueKind.Object;

    private static JwtReading.Invalid Refuse(string detail) => new(JwtFault.Malformed, detail);
}
