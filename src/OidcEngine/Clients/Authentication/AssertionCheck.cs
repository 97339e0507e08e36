using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Errors;
using OidcEngine.Replay;
using OidcEngine.Token;

namespace OidcEngine.Clients.Authentication;

/// <summary>What an assertion must say to authenticate a client: the list of RFC 7523 §3 with OIDC Core §9. Its <c>aud</c> is the issuer
/// and nothing else, so that no other server can pass on what it was sent; it ends within the hour and counts once.</summary>
internal sealed class AssertionCheck(IOptions<OidcEngineOptions> options, ITakenIds ids, TimeProvider time)
{
    private const string Rfc = "RFC 7523 §3";

    /// <summary>How long before its end an assertion may be made.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Instances' clocks may differ: an identifier is remembered until its assertion has ended for all of them.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    /// <summary>Null when the assertion is this client's, and was not used before.</summary>
    /// <param name="client">The client, or null for an unknown one.</param>
    /// <param name="assertion">The assertion.</param>
    /// <param name="expectations">With whose keys or secrets, and which algorithms, it is to be read.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async ValueTask<RefusalReason?> CheckAsync(
        Client? client, string assertion, JwtExpectations expectations, CancellationToken cancellationToken)
    {
        var reading = JwtReader.Read(assertion, expectations);
        if (reading is JwtReading.Invalid refused) return ReasonOf(client, refused);
        var jwt = ((JwtReading.Valid)reading).Token;
        if (client is null) return new("client-assertion", Rfc, "Register the client.");
        if (CheckClaims(client, jwt) is { } wrong) return wrong;

        // Last of all, so that nobody else can use an identifier up. 7.
        var until = jwt.Expires!.Value + expectations.ClockSkew + Remembered;
        return await ids.TakeAsync(TakenIdKind.ClientAssertion, client.ClientId, jwt.Id!, until, cancellationToken)
            ? null
            : new("client-assertion-replay", $"{Rfc} item 7", "Make a new assertion, with a jti of its own, for every request.");
    }

    private RefusalReason? CheckClaims(Client client, Jwt jwt)
    {
        var now = time.GetUtcNow();
        if (jwt.Issuer != client.ClientId) // 1.
            return new("client-assertion-iss", $"{Rfc} item 1", "Set iss to the client_id.")
            {
                Expected = client.ClientId,
                Received = jwt.Issuer,
            };
        if (jwt.Subject != client.ClientId) // 2.
            return new("client-assertion-sub", $"{Rfc} item 2", "Set sub to the client_id.")
            {
                Expected = client.ClientId,
                Received = jwt.Subject,
            };
        if (jwt.Audiences is not [var audience] || !IsHere(client, audience)) // 3.
            return new("client-assertion-aud", $"{Rfc} item 3", "Set aud to the issuer, and to nothing else.")
            {
                Expected = options.Value.Issuer,
                Received = string.Join(' ', jwt.Audiences),
            };
        if (jwt.Expires > now + Longest) // 4.; the reader has seen that it is there and ahead
            return new("client-assertion-exp", $"{Rfc} item 4", "Let the assertion end within an hour.");
        if (jwt.IssuedAt > now + TimeSpan.FromMinutes(1)) // 6.; nbf, 5., was looked at by the reader
            return new("client-assertion-iat", $"{Rfc} item 6", "Set the clock of the client right.");
        return string.IsNullOrEmpty(jwt.Id)
            ? new("client-assertion-jti", "OIDC Core §9", "Give every assertion a jti of its own.")
            : null;
    }

    /// <summary>The issuer; for clients that were registered so, the token endpoint under each of its addresses.</summary>
    private bool IsHere(Client client, string audience) =>
        audience == options.Value.Issuer
        || (client.AcceptTokenEndpointAudience
            && (audience == options.Value.Issuer + TokenEndpoint.Path
                || audience == options.Value.MutualTls?.AddressOf(TokenEndpoint.Path)));

    private static RefusalReason ReasonOf(Client? client, JwtReading.Invalid refused) => refused.Fault switch
    {
        JwtFault.UnsupportedAlgorithm => new("client-assertion-alg", "OIDC Core §9", "Sign the assertion with the registered algorithm.")
        {
            Expected = client?.TokenEndpointAuthSigningAlg,
        },
        JwtFault.UnknownKey => new(
            "client-assertion-key", $"{Rfc} item 9", "Register the key in jwks, or publish it at jwks_uri, with the kid of the assertion."),
        JwtFault.BadSignature => new(
            "client-assertion-signature", $"{Rfc} item 9", "Sign the assertion with a registered key, or the client's secret."),
        JwtFault.WrongType => new(
            "client-assertion-typ", "RFC 8725 §3.11", "Leave typ out, or set it to JWT or client-authentication+jwt."),
        JwtFault.Expired => new(
            "client-assertion-exp", $"{Rfc} item 4", "Make a new assertion for every request, and set the client's clock right."),
        JwtFault.NotYetValid => new("client-assertion-nbf", $"{Rfc} item 5", "Set the clock of the client right."),
        _ => new("client-assertion", Rfc, $"Repair the assertion: {refused.Detail}."),
    };
}
