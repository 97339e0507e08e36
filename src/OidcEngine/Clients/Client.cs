using System.Collections.Frozen;

namespace OidcEngine.Clients;

/// <summary>A registered client, in the vocabulary of RFC 7591 §2 and OIDC Dynamic Registration §2, with our extensions.
/// It is read once and shared between requests: nothing in it changes.</summary>
public sealed record Client
{
    /// <summary><c>client_id</c>: 1 to 100 visible ASCII characters, never equal to a person's <c>sub</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>False once an administrator switched the client off: it is then treated as unknown everywhere.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>True for a client that registered itself (RFC 7591): nobody here has looked at it, so consent is always asked. It is no
    /// metadata, and nobody sets it.</summary>
    public bool RegisteredDynamically { get; init; }

    /// <summary><c>client_name</c>: what people are shown.</summary>
    public string? ClientName { get; init; }

    /// <summary><c>client_name#de</c> and the like (RFC 7591 §2.2): the name in other languages, by the BCP 47 tag of each.</summary>
    public IReadOnlyDictionary<string, string> LocalisedNames { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Every name that people may be shown, by its member.</summary>
    internal IEnumerable<(string Member, string Name)> Names =>
        (ClientName is { } name ? [("client_name", name)] : Enumerable.Empty<(string, string)>())
        .Concat(LocalisedNames.Select(localised => ($"client_name#{localised.Key}", localised.Value)));

    /// <summary><c>client_uri</c>: the client's home page.</summary>
    public string? ClientUri { get; init; }

    /// <summary><c>logo_uri</c>.</summary>
    public string? LogoUri { get; init; }

    /// <summary><c>policy_uri</c>: how the client uses personal data.</summary>
    public string? PolicyUri { get; init; }

    /// <summary><c>tos_uri</c>: the client's terms of service.</summary>
    public string? TosUri { get; init; }

    /// <summary><c>contacts</c>: e-mail addresses of those responsible.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    /// <summary><c>application_type</c>: <c>web</c> or <c>native</c>.</summary>
    public string ApplicationType { get; init; } = "web";

    /// <summary><c>redirect_uris</c>: compared as exact strings; for loopback addresses the port is free (RFC 8252 §7.3).</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary><c>post_logout_redirect_uris</c>, OIDC RP-Initiated Logout §3.1: compared as exact strings.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary><c>grant_types</c>.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = ["authorization_code"];

    /// <summary><c>response_types</c>.</summary>
    public IReadOnlyList<string> ResponseTypes { get; init; } = ["code"];

    /// <summary><c>scope</c>: the scopes that the client may ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary><c>token_endpoint_auth_method</c>: the one way in which this client authenticates.</summary>
    public string TokenEndpointAuthMethod { get; init; } = "client_secret_basic";

    /// <summary><c>token_endpoint_auth_signing_alg</c>: how the client signs its assertions (RFC 7523 §2.2); null for any that fits its
    /// method.</summary>
    public string? TokenEndpointAuthSigningAlg { get; init; }

    /// <summary><c>accept_token_endpoint_audience</c>: an assertion may also name the token endpoint as <c>aud</c>, as RFC 7523 §3 once
    /// allowed; otherwise the issuer alone is right.</summary>
    public bool AcceptTokenEndpointAudience { get; init; }

    /// <summary><c>jwks</c>: the client's public keys as a JWK Set (RFC 7517 §5); null when it registered none by value.</summary>
    public string? Jwks { get; init; }

    /// <summary><c>jwks_uri</c>: where the client publishes its keys; never together with <see cref="Jwks"/>.</summary>
    public string? JwksUri { get; init; }

    /// <summary>Which certificate the method <c>tls_client_auth</c> expects (RFC 8705 §2.1.2); null for other methods.</summary>
    public CertificateSubject? TlsClientAuth { get; init; }

    /// <summary><c>tls_client_certificate_bound_access_tokens</c>, RFC 8705 §3.4: every access token is bound to the certificate that the
    /// client shows, and none is issued without one.</summary>
    public bool TlsClientCertificateBoundAccessTokens { get; init; }

    /// <summary><c>dpop_bound_access_tokens</c>, RFC 9449 §5.2: every token request must carry a DPoP proof.</summary>
    public bool DpopBoundAccessTokens { get; init; }

    /// <summary><c>require_pushed_authorization_requests</c>, RFC 9126 §6.</summary>
    public bool RequirePushedAuthorizationRequests { get; init; }

    /// <summary><c>require_signed_request_object</c>, RFC 9101 §10.5.</summary>
    public bool RequireSignedRequestObject { get; init; }

    /// <summary><c>request_object_signing_alg</c>, OIDC Registration §2; null for any that is supported, never <c>none</c>.</summary>
    public string? RequestObjectSigningAlg { get; init; }

    /// <summary><c>request_uris</c>, OIDC Registration §2: the addresses that the client's request objects may be fetched from, compared as
    /// exact strings.</summary>
    public IReadOnlyList<string> RequestUris { get; init; } = [];

    /// <summary>The secrets in force; several while one is being replaced.</summary>
    public IReadOnlyList<ClientSecret> Secrets { get; init; } = [];

    /// <summary><c>id_token_signed_response_alg</c>.</summary>
    public string IdTokenSignedResponseAlg { get; init; } = "RS256";

    /// <summary><c>access_token_signed_response_alg</c>, an extension in the manner of the former: for APIs that cannot verify ES256.</summary>
    public string AccessTokenSignedResponseAlg { get; init; } = "ES256";

    /// <summary><c>default_max_age</c>, when the request names none.</summary>
    public TimeSpan? DefaultMaxAge { get; init; }

    /// <summary><c>default_acr_values</c>, OIDC Registration §2, when the request names none.</summary>
    public IReadOnlyList<string> DefaultAcrValues { get; init; } = [];

    /// <summary><c>require_auth_time</c>: <c>auth_time</c> is written into every id_token.</summary>
    public bool RequireAuthTime { get; init; }

    /// <summary><c>initiate_login_uri</c>: where a sign-in started by a third party begins.</summary>
    public string? InitiateLoginUri { get; init; }

    /// <summary><c>backchannel_logout_uri</c>, OIDC Back-Channel Logout §2.2.</summary>
    public string? BackchannelLogoutUri { get; init; }

    /// <summary><c>backchannel_logout_session_required</c>: the logout token must carry <c>sid</c>.</summary>
    public bool BackchannelLogoutSessionRequired { get; init; }

    /// <summary><c>frontchannel_logout_uri</c>, OIDC Front-Channel Logout §2: on the origin of a redirect URI.</summary>
    public string? FrontchannelLogoutUri { get; init; }

    /// <summary><c>frontchannel_logout_session_required</c>: the address gets <c>iss</c> and <c>sid</c>.</summary>
    public bool FrontchannelLogoutSessionRequired { get; init; }

    /// <summary><c>software_id</c>, RFC 7591 §2: the same for every registration of one piece of software.</summary>
    public string? SoftwareId { get; init; }

    /// <summary><c>software_version</c>, RFC 7591 §2.</summary>
    public string? SoftwareVersion { get; init; }

    /// <summary><c>first_party</c>: consent is not asked. Set by file or administrator alone.</summary>
    public bool FirstParty { get; init; }

    /// <summary><c>require_pkce</c>: false only for confidential clients that protect the code by <c>nonce</c>.</summary>
    public bool RequirePkce { get; init; } = true;

    /// <summary><c>allowed_cors_origins</c>, besides the origins of the redirect URIs.</summary>
    public IReadOnlyList<string> AllowedCorsOrigins { get; init; } = [];

    /// <summary><c>access_token_lifetime</c>; null for the server's.</summary>
    public TimeSpan? AccessTokenLifetime { get; init; }

    /// <summary><c>refresh_token_lifetime</c>, sliding; null for the server's.</summary>
    public TimeSpan? RefreshTokenLifetime { get; init; }

    /// <summary><c>refresh_token_absolute_lifetime</c>; null for the server's.</summary>
    public TimeSpan? RefreshTokenAbsoluteLifetime { get; init; }

    /// <summary><c>refresh_token_rotation</c>: each use of a refresh token answers with its successor.</summary>
    public bool RefreshTokenRotation { get; init; } = true;

    /// <summary><c>service_roles</c>: roles that the client itself holds when it acts without a person.</summary>
    public IReadOnlyList<string> ServiceRoles { get; init; } = [];

    /// <summary>True for clients without credentials (RFC 6749 §2.1).</summary>
    public bool IsPublic => TokenEndpointAuthMethod == "none";

    /// <summary>True when the client was registered for this grant type.</summary>
    public bool MayUse(string grantType) => GrantTypes.Contains(grantType);
}

/// <summary>A client secret as it is kept: by its SHA-256, since a secret of full entropy needs no slow hash.</summary>
/// <param name="Sha256">The 32 bytes of SHA-256 over the UTF-8 secret.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
public sealed record ClientSecret(byte[] Sha256, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>The secret itself in UTF-8, only for clients that make an HMAC with it (<c>client_secret_jwt</c>); stores encrypt it.</summary>
    public byte[]? Value { get; init; }
}
