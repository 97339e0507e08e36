using Jose;
using Microsoft.Extensions.Options;

namespace OidcEngine.Keys;

/// <summary>Reads the tokens that this server signed itself.</summary>
internal sealed class OwnTokenReader(KeyRing keys, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    /// <summary>Reads an access token, RFC 9068 §4, for an endpoint of this server: whatever resource it is for.</summary>
    public Task<JwtReading> ReadAccessTokenAsync(string token, CancellationToken cancellationToken) =>
        ReadAsync(token, JwtTypes.AccessToken, validateLifetime: true, cancellationToken);

    /// <summary>Reads an id_token that comes back as a hint. An expired one still says who is meant (OIDC Core §3.1.2.1,
    /// RP-Initiated Logout §2).</summary>
    public Task<JwtReading> ReadIdTokenHintAsync(string token, CancellationToken cancellationToken) =>
        ReadAsync(token, JwtTypes.IdToken, validateLifetime: false, cancellationToken);

    private async Task<JwtReading> ReadAsync(string token, string type, bool validateLifetime, CancellationToken cancellationToken)
    {
        var snapshot = await keys.GetAsync(cancellationToken);
        var reading = Read(snapshot);
        if (reading is not JwtReading.Invalid { Fault: JwtFault.UnknownKey }) return reading;

        var refreshed = await keys.RefreshForUnknownKeyAsync(cancellationToken); // another instance may just have made the key
        return ReferenceEquals(refreshed, snapshot) ? reading : Read(refreshed);

        JwtReading Read(KeyRingSnapshot ring) => JwtReader.Read(token, new JwtExpectations
        {
            Type = type,
            Keys = ring.Verification,
            Issuer = options.Value.Issuer,
            Time = time,
            ClockSkew = TimeSpan.Zero, // it is our own clock's time
            ValidateLifetime = validateLifetime,
        });
    }
}
