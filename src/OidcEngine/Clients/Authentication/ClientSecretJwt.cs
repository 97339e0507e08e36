using System.Security.Cryptography;
using Jose;
using Microsoft.AspNetCore.Http;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.Clients.Authentication;

/// <summary><c>client_secret_jwt</c>: an assertion with an HMAC of the client's secret (OIDC Core §9, RFC 7523 §2.2).</summary>
internal sealed class ClientSecretJwt(AssertionCheck assertions, TimeProvider time) : IClientAuthenticationMethod
{
    /// <summary>Compared with where there is no client.</summary>
    private static readonly SharedSecrets Nobodys = new([RandomNumberGenerator.GetBytes(64)]);

    public string Name => "client_secret_jwt";

    public ClientCredentials? Read(HttpRequest http, RequestParameters form) => ClientAssertion.Read(form);

    public ValueTask<RefusalReason?> VerifyAsync(Client? client, ClientCredentials credentials, CancellationToken cancellationToken)
    {
        if (!UnverifiedJwt.TryRead(credentials.Secret, ClientAssertion.MaxLength, out var jwt))
            return new(new RefusalReason("client-assertion", "RFC 7523 §3", "Send a signed JWT as client_assertion, with its type."));

        var expectations = new JwtExpectations
        {
            Type = jwt.HasType(JwtTypes.ClientAuthentication) ? JwtTypes.ClientAuthentication : "JWT",
            Keys = VerificationKeySet.Empty,
            Secrets = client is null ? Nobodys : SecretsOf(client),
            Algorithms = client?.TokenEndpointAuthSigningAlg is { } registered ? [registered] : MacAlgorithms.Supported,
            Time = time,
            MaxLength = ClientAssertion.MaxLength,
        };
        return assertions.CheckAsync(client, credentials.Secret, expectations, cancellationToken);
    }

    private SharedSecrets SecretsOf(Client client)
    {
        var now = time.GetUtcNow();
        var inForce = client.Secrets.Where(secret => !(secret.ExpiresAt <= now));
        return new SharedSecrets(inForce.Select(secret => secret.Value).OfType<byte[]>());
    }
}
