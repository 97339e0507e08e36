using Jose;
using OidcClient.Discovery;

namespace OidcClient.ApiAccess;

/// <summary>Validates JWT access tokens as RFC 9068 §4 asks, and then whether the grant behind them is alive.</summary>
internal sealed class AccessTokenValidator(
    Providers providers, TimeProvider time, IEnumerable<IAccessTokenStatus> statuses, IUsedProofs usedProofs)
{
    public async Task<AccessTokenReading> ValidateAsync(
        TokenPresentation presentation, ApiAccessOptions options, DPoPNonces? nonces, CancellationToken cancellationToken)
    {
        // §4: typ, iss, aud, the signature by a key of the issuer, exp.
        var reading = await ReadAsync(presentation.AccessToken, options, cancellationToken);
        if (reading is JwtReading.Invalid(var fault, var detail)) return Refuse(Describe(fault), detail);

        var jwt = ((JwtReading.Valid)reading).Token;
        if (MissingClaim(jwt) is { } missing) return Refuse("The access token is not valid here.", $"{missing} is missing");

        // A token bound to its sender's key is worth nothing without proof of that key (RFC 9449 §7.2, RFC 8705 §3).
        var constraint = SenderConstraint.Check(jwt, presentation, time, nonces);
        if (constraint is SenderConstraintReading.Broken(var error, var broken)) return Refuse(broken, broken) with { Error = error };

        if (!TryGrant(jwt, out var grantId)) return Refuse("The access token is not valid here.", "gid is no UUID");
        foreach (var status in statuses)
            if (!await status.IsLiveAsync(jwt.Id!, jwt.String("client_id")!, grantId, cancellationToken))
                return Refuse("The access token was revoked.", "the token or its grant has ended");
        return constraint is SenderConstraintReading.Kept { Proof: { } proof } && !await TakeAsync(proof, cancellationToken)
            ? Refuse("The DPoP proof was used before.", "the jti of the DPoP proof was taken") with { Error = "invalid_dpop_proof" }
            : new AccessTokenReading.Accepted(jwt);
    }

    /// <summary>RFC 9449 §11.1, and last, so that a refused request uses up nothing.</summary>
    private ValueTask<bool> TakeAsync(DPoPProof proof, CancellationToken cancellationToken) =>
        usedProofs.TakeAsync(proof.Thumbprint, proof.Id, proof.UsableUntil, cancellationToken);

    private async Task<JwtReading> ReadAsync(string token, ApiAccessOptions options, CancellationToken cancellationToken)
    {
        var provider = providers.Get(options.Issuer);
        var snapshot = await provider.GetAsync(cancellationToken);
        var expectations = new JwtExpectations
        {
            Type = JwtTypes.AccessToken,
            Keys = snapshot.Keys,
            Issuer = options.Issuer,
            Audiences = [options.Audience],
            Time = time,
            ClockSkew = options.ClockSkew,
        };
        var reading = JwtReader.Read(token, expectations);
        return reading is JwtReading.Invalid { Fault: JwtFault.UnknownKey }
            ? JwtReader.Read(token, expectations with { Keys = await provider.RenewKeysAsync(snapshot, cancellationToken) })
            : reading;
    }

    /// <summary>RFC 9068 §2.2: the claims that every access token has, besides those that were already compared.</summary>
    private static string? MissingClaim(Jwt jwt) => jwt switch
    {
        { Subject: null or "" } => "sub",
        { Id: null or "" } => "jti",
        { IssuedAt: null } => "iat",
        _ => string.IsNullOrEmpty(jwt.String("client_id")) ? "client_id" : null,
    };

    private static bool TryGrant(Jwt jwt, out Guid? grantId)
    {
        grantId = null;
        if (!jwt.Claims.TryGetProperty("gid", out _)) return true;
        if (!Guid.TryParseExact(jwt.String("gid"), "D", out var id)) return false;
        grantId = id;
        return true;
    }

    private static string Describe(JwtFault fault) => fault switch
    {
        JwtFault.Expired => "The access token has expired.",
        JwtFault.NotYetValid => "The access token is not valid yet.",
        JwtFault.WrongAudience => "The access token is meant for another resource.",
        _ => "The access token is not valid here.",
    };

    private static AccessTokenReading.Refused Refuse(string description, string detail) => new(description, detail);
}
