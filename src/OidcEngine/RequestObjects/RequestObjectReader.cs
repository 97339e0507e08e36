using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Clients.Keys;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.RequestObjects;

/// <summary>Reads request objects: RFC 9101 §6 in its order, with RFC 8725. They are signed, always, by a key that the client registered: an
/// unsigned one proves nothing, and encrypted ones are not offered. <c>iss</c>, <c>aud</c> and <c>exp</c> are required.</summary>
internal sealed class RequestObjectReader(ClientKeys clientKeys, IOptions<OidcEngineOptions> options, TimeProvider time)
{
    /// <summary>A longer object is not looked at.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The parameters that the object holds.</summary>
    public async ValueTask<Result<RequestParameters>> ReadAsync(string text, Client client, CancellationToken cancellationToken)
    {
        if (!UnverifiedJwt.TryRead(text, MaxLength, out var unverified))
            return Invalid("it is no signed JWT", "Send a JWS in its compact form, of at most 16 KiB.");
        var keys = await clientKeys.FindAsync(client, unverified.KeyId, unverified.Algorithm, cancellationToken);

        // §4: an object says of what kind it is; the older spelling of OpenID Connect (Core §6.1) says "JWT" or nothing.
        var reading = JwtReader.Read(text, new JwtExpectations
        {
            Type = unverified.HasType(JwtTypes.RequestObject) ? JwtTypes.RequestObject : JwtTypes.IdToken,
            Keys = keys,
            Time = time,
            Algorithms = client.RequestObjectSigningAlg is { } algorithm ? [algorithm] : JwsAlgorithms.Supported,
            Issuer = client.ClientId,
            Audiences = [options.Value.Issuer],
            MaxLength = MaxLength,
        });
        return reading is JwtReading.Valid { Token: var jwt }
            ? RequestObjectParameters.Of(jwt, client)
            : Invalid(((JwtReading.Invalid)reading).Detail, "Sign the request object with a registered key, for this issuer, for a short time.");
    }

    /// <summary>What is told of an object that is not taken.</summary>
    /// <param name="detail">What is wrong, for those who run the server.</param>
    /// <param name="fix">What to change.</param>
    public static OAuthError Invalid(string detail, string fix) =>
        OAuthError.InvalidRequestObject("The request object is not one that this client signed for this server, or has expired.") with
        {
            Detail = detail,
            Reason = new("request-object", "RFC 9101 §6", fix) { Received = detail },
        };
}
