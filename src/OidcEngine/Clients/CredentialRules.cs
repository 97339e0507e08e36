using System.Net;
using System.Text;
using Jose;
using OidcEngine.MutualTls;

namespace OidcEngine.Clients;

/// <summary>What each method of client authentication needs to be registered, and what it must not have beside it: OIDC Core §9, RFC 7523,
/// RFC 8705 §2.</summary>
internal static class CredentialRules
{
    public static IEnumerable<ClientMetadataError> Check(Client client) => client.TokenEndpointAuthMethod switch
    {
        "client_secret_basic" or "client_secret_post" => CheckSecrets(client).Concat(CheckSubject(client)),
        "client_secret_jwt" => CheckSecrets(client).Concat(CheckMac(client)).Concat(CheckSubject(client)),
        "private_key_jwt" => CheckNoSecret(client).Concat(CheckKeys(client)).Concat(CheckSignature(client)).Concat(CheckSubject(client)),
        "self_signed_tls_client_auth" => CheckNoSecret(client).Concat(CheckKeys(client)).Concat(CheckSubject(client)),
        "tls_client_auth" => CheckNoSecret(client).Concat(CheckSubject(client)),
        _ => CheckNoSecret(client).Concat(CheckSubject(client)),
    };

    private static IEnumerable<ClientMetadataError> CheckSecrets(Client client)
    {
        if (client.Secrets.Count == 0)
            yield return new("client_secret", $"The method {Visible.Of(client.TokenEndpointAuthMethod)} needs a secret.");
    }

    private static IEnumerable<ClientMetadataError> CheckNoSecret(Client client)
    {
        if (client.Secrets.Count > 0)
            yield return new(
                "client_secret", $"A client whose token_endpoint_auth_method is {Visible.Of(client.TokenEndpointAuthMethod)} has no secret.");
    }

    /// <summary>RFC 7518 §3.2: a secret is at least as long as the hash.</summary>
    private static IEnumerable<ClientMetadataError> CheckMac(Client client)
    {
        var alg = client.TokenEndpointAuthSigningAlg;
        if (alg is not null && !MacAlgorithms.Supported.Contains(alg))
            yield return new("token_endpoint_auth_signing_alg", $"It must be one of {string.Join(", ", MacAlgorithms.Supported)}.");
        else if (MacAlgorithms.SecretSize(alg ?? MacAlgorithms.HS256) is var size && client.Secrets.Any(secret => secret.Value?.Length < size))
            yield return new("client_secret", $"It must have at least {size} octets for {alg ?? MacAlgorithms.HS256}.");
    }

    private static IEnumerable<ClientMetadataError> CheckSignature(Client client)
    {
        if (client.TokenEndpointAuthSigningAlg is { } alg && !JwsAlgorithms.Supported.Contains(alg))
            yield return new("token_endpoint_auth_signing_alg", $"It must be one of {string.Join(", ", JwsAlgorithms.Supported)}.");
    }

    private static IEnumerable<ClientMetadataError> CheckKeys(Client client)
    {
        if (client.Jwks is null && client.JwksUri is null)
            yield return new("jwks", $"The method {client.TokenEndpointAuthMethod} needs jwks or jwks_uri.");
        if (client.Jwks is { } jwks && VerificationKeySet.TryParse(Encoding.UTF8.GetBytes(jwks), out var keys) && keys.IsEmpty)
            yield return new(
                "jwks",
                "It holds no key that can be used: an EC key on P-256 or P-384, or an RSA key of 2048 bits or more, without its private part.");
    }

    /// <summary>RFC 8705 §2.1.2.</summary>
    private static IEnumerable<ClientMetadataError> CheckSubject(Client client)
    {
        if (client.TlsClientAuth is not { } subject)
        {
            if (client.TokenEndpointAuthMethod == "tls_client_auth")
                yield return new(
                    CertificateSubject.SubjectDn, $"The method tls_client_auth needs one of {string.Join(", ", CertificateSubject.Members)}.");
            yield break;
        }
        if (client.TokenEndpointAuthMethod != "tls_client_auth")
            yield return new(subject.Member, "It belongs to the method tls_client_auth.");
        else if (subject.Member == CertificateSubject.SubjectDn && !DistinguishedName.TryParse(subject.Value, out _))
            yield return new(subject.Member, "It must be a distinguished name as RFC 4514 writes it, such as CN=client,O=Example,C=GB.");
        else if (subject.Member == CertificateSubject.SanIp && !IPAddress.TryParse(subject.Value, out _))
            yield return new(subject.Member, "It must be an IP address.");
    }
}
