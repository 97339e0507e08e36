using Jose;
using Microsoft.AspNetCore.Http;
using OidcEngine.Clients.Keys;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>private_key_jwt</c>: an assertion signed with a key that the client registered (OIDC Core §9, RFC 7523 §2.2). What the
/// assertion's header says of keys is not looked at, but for <c>kid</c>, which chooses among the registered ones.</summary>
internal sealed class PrivateKeyJwt(ClientKeys keys, AssertionCheck assertions, TimeProvider time) : IClientAuthenticationMethod
{
    public string Name => "private_key_jwt";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form) => ClientAssertion.Read(form);

    public async ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken)
    {
        if (!UnverifiedJwt.TryRead(credentials.Secret, ClientAssertion.MaxLength, out var jwt))
            return new("client-assertion", "RFC 7523 §3", "Send a signed JWT as client_assertion, with its type.");

        var known = client is null ? VerificationKeySet.Empty : await keys.FindAsync(client, jwt.KeyId, jwt.Algorithm, cancellationToken);
        if (known.Find(jwt.KeyId, jwt.Algorithm) is null) NobodysKeys.Verify(jwt.Algorithm, credentials.Secret);
        var expectations = new JwtExpectations
        {
            Type = jwt.HasType(JwtTypes.ClientAuthentication) ? JwtTypes.ClientAuthentication : "JWT",
            Keys = known,
            Algorithms = client?.TokenEndpointAuthSigningAlg is { } registered ? [registered] : JwsAlgorithms.Supported,
            Time = time,
            MaxLength = ClientAssertion.MaxLength,
        };
        return await assertions.CheckAsync(client, credentials.Secret, expectations, cancellationToken);
    }
}
