using System.Text;
using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.RequestObjects;

/// <summary>Reads request objects: RFC 9101 §6 in its order, with RFC 8725. They are signed, always, by a key that the client registered: an
/// unsigned one proves nothing, and encrypted ones are not offered. <c>iss</c>, <c>aud</c> and <c>exp</c> are required.</summary>
internal sealed class RequestObjectReader(IOptions<OidcEngineOptions> options, TimeProvider time)
{
    public const int MaxLength = 16 * 1024;

    /// <summary>The parameters that the object holds.</summary>
    public ValueTask<Result<RequestParameters>> ReadAsync(string text, Client client, CancellationToken cancellationToken)
    {
        if (client.Jwks is not { } jwks || !VerificationKeySet.TryParse(Encoding.UTF8.GetBytes(jwks), out var keys))
            return new(Invalid("the client has no registered key", "Register the client's public keys as jwks or jwks_uri."));

        // §4: an object says of what kind it is; the older spelling of OpenID Connect (§6.1) says "JWT" or nothing.
        var reading = Read(text, client, keys, JwtTypes.RequestObject);
        if (reading is JwtReading.Invalid { Fault: JwtFault.WrongType }) reading = Read(text, client, keys, JwtTypes.IdToken);
        return new(reading is JwtReading.Valid { Token: var jwt }
            ? RequestObjectParameters.Of(jwt, client)
            : Invalid(((JwtReading.Invalid)reading).Detail, "Sign the request object with a registered key, for this issuer, for a short time."));
    }

    private JwtReading Read(string text, Client client, VerificationKeySet keys, string type) => JwtReader.Read(text, new JwtExpectations
    {
        Type = type,
        Keys = keys,
        Time = time,
        Algorithms = client.RequestObjectSigningAlg is { } algorithm ? [algorithm] : null,
        Issuer = client.ClientId,
        Audiences = [options.Value.Issuer],
        MaxLength = MaxLength,
    });

    public static OAuthError Invalid(string detail, string fix) =>
        OAuthError.InvalidRequestObject("The request object is not one that this client signed for this server, or has expired.") with
        {
            Detail = detail,
            Reason = new("request-object", "RFC 9101 §6", fix) { Received = detail },
        };
}
