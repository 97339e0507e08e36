using System.Text;
using Jose;
using OidcEngine.Device;
using OidcEngine.Scopes;
using OidcEngine.Token;

namespace OidcEngine.Clients;

/// <summary>The rules that a client must keep, whoever registers it.</summary>
internal static class ClientRules
{
    /// <summary>The methods that a client may register: those of the authenticator.</summary>
    public static readonly string[] AuthMethods =
    [
        "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt",
        "tls_client_auth", "self_signed_tls_client_auth", "none",
    ];

    /// <summary>Every rule that the client breaks.</summary>
    public static IEnumerable<ClientMetadataError> Check(Client client) =>
        CheckIdentity(client).Concat(CheckGrants(client)).Concat(CredentialRules.Check(client)).Concat(CheckCredentials(client)).Concat(CheckKeys(client)).Concat(CheckAddresses(client));

    private static IEnumerable<ClientMetadataError> CheckIdentity(Client client)
    {
        if (client.ClientId.Length is 0 or > 100 || client.ClientId.AsSpan().ContainsAnyExceptInRange('!', '~'))
            yield return new("client_id", "It must be 1 to 100 visible ASCII characters.");
        if (Guid.TryParse(client.ClientId, out _))
            yield return new("client_id", "It must not be a UUID: a client must never be taken for a person.");
        foreach (var (member, name) in client.Names)
            if (name.Length > 200 || name.Any(char.IsControl))
                yield return new(member, "It must have at most 200 characters and no control characters.");
        if (client.ApplicationType is not ("web" or "native"))
            yield return new("application_type", "It must be web or native.");
        if (!JwsAlgorithms.Supported.Contains(client.IdTokenSignedResponseAlg))
            yield return new("id_token_signed_response_alg", $"It must be one of {string.Join(", ", JwsAlgorithms.Supported)}.");
        if (!JwsAlgorithms.Supported.Contains(client.AccessTokenSignedResponseAlg))
            yield return new("access_token_signed_response_alg", $"It must be one of {string.Join(", ", JwsAlgorithms.Supported)}.");
        if (client.RefreshTokenLifetime > client.RefreshTokenAbsoluteLifetime)
            yield return new("refresh_token_lifetime", "It must not be longer than refresh_token_absolute_lifetime.");
    }

    private static IEnumerable<ClientMetadataError> CheckGrants(Client client)
    {
        foreach (var grantType in client.GrantTypes.Except(TokenGrants.Names))
            yield return new("grant_types", $"The grant type {Visible.Of(grantType)} is not supported.");
        if (client.GrantTypes.Count == 0)
            yield return new("grant_types", "There must be at least one.");

        var usesCodes = client.MayUse("authorization_code");
        if (client.MayUse("refresh_token") && !usesCodes && !client.MayUse(DeviceCodeGrant.Name))
            yield return new("grant_types", "refresh_token needs authorization_code or the device grant.");
        if (usesCodes ? client.ResponseTypes is not ["code"] : client.ResponseTypes is not ([] or ["code"]))
            yield return new("response_types", "It must be [\"code\"].");
        if (usesCodes && client.RedirectUris.Count == 0)
            yield return new("redirect_uris", "The grant type authorization_code needs at least one.");
        if (client.Scopes.Contains(IdentityScopes.OfflineAccess) && !client.MayUse("refresh_token"))
            yield return new("scope", "offline_access needs the grant type refresh_token.");
        if (client.ServiceRoles.Count > 0 && !client.MayUse("client_credentials"))
            yield return new("service_roles", "They need the grant type client_credentials.");
    }

    private static IEnumerable<ClientMetadataError> CheckCredentials(Client client)
    {
        if (!AuthMethods.Contains(client.TokenEndpointAuthMethod))
            yield return new("token_endpoint_auth_method", $"It must be one of {string.Join(", ", AuthMethods)}.");
        if (client.IsPublic && !client.RequirePkce)
            yield return new("require_pkce", "A client without a secret needs PKCE."); // RFC 9700 §2.1.1
        if (client.IsPublic && client.MayUse("client_credentials"))
            yield return new("grant_types", "client_credentials needs a client that authenticates."); // RFC 6749 §4.4
        if (client is { DpopBoundAccessTokens: true, TlsClientCertificateBoundAccessTokens: true })
            yield return new("dpop_bound_access_tokens", "A token has one key: not beside tls_client_certificate_bound_access_tokens.");
    }

    private static IEnumerable<ClientMetadataError> CheckKeys(Client client)
    {
        if (client is { Jwks: not null, JwksUri: not null })
            yield return new("jwks_uri", "It must not stand beside jwks (RFC 7591 §2).");
        if (client.Jwks is { } jwks && !VerificationKeySet.TryParse(Encoding.UTF8.GetBytes(jwks), out _))
            yield return new("jwks", "It must be a JWK Set (RFC 7517 §5).");
        if (client.RequestObjectSigningAlg is { } alg && !JwsAlgorithms.Supported.Contains(alg))
            yield return new("request_object_signing_alg", $"It must be one of {string.Join(", ", JwsAlgorithms.Supported)}.");
    }

    private static IEnumerable<ClientMetadataError> CheckAddresses(Client client)
    {
        foreach (var uri in client.RedirectUris)
            if (RedirectUriRules.Check(uri, client.ApplicationType) is { } rule)
                yield return new("redirect_uris", $"{Visible.Of(uri)}: {rule}");
        foreach (var uri in client.PostLogoutRedirectUris)
            if (RedirectUriRules.Check(uri, client.ApplicationType) is { } rule)
                yield return new("post_logout_redirect_uris", $"{Visible.Of(uri)}: {rule}");
        foreach (var uri in client.RequestUris)
            if (WebAddress.Parse(uri.Split('#')[0]) is null) // OIDC Core §6.2: a fragment may be there, and is a hash of the content
                yield return new("request_uris", $"{Visible.Of(uri)}: It must be an absolute https URL (http for loopback alone).");
        foreach (var origin in client.AllowedCorsOrigins)
            if (!WebAddress.IsOrigin(origin))
                yield return new("allowed_cors_origins", $"{Visible.Of(origin)}: It must be an origin, such as https://app.example.com.");

        (string Member, string? Value)[] addresses =
        [
            ("client_uri", client.ClientUri), ("logo_uri", client.LogoUri), ("policy_uri", client.PolicyUri), ("tos_uri", client.TosUri),
            ("initiate_login_uri", client.InitiateLoginUri), ("jwks_uri", client.JwksUri),
            ("backchannel_logout_uri", client.BackchannelLogoutUri), ("frontchannel_logout_uri", client.FrontchannelLogoutUri),
        ];
        foreach (var (member, value) in addresses)
            if (value is not null && WebAddress.Parse(value) is null)
                yield return new(member, "It must be an absolute https URL without fragment (http for loopback alone).");

        // OIDC Front-Channel Logout §2: so that no client has a frame of somebody else's shown on the logged-out page.
        if (client.FrontchannelLogoutUri is { } frame && WebAddress.Parse(frame) is not null && !client.RedirectUris.Any(uri => HaveSameOrigin(uri, frame)))
            yield return new("frontchannel_logout_uri", "Its scheme, host and port must be those of a redirect URI.");
    }

    private static bool HaveSameOrigin(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var uri)
        && uri.GetLeftPart(UriPartial.Authority) == new Uri(other).GetLeftPart(UriPartial.Authority);
}
