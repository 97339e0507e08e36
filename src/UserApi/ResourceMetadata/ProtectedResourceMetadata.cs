using System.Text.Json.Serialization;
using Jose;
using ServiceDefaults.Configuration;
using UserApi.Access;

namespace UserApi.ResourceMetadata;

/// <summary>The metadata document of this API, RFC 9728 §2.</summary>
internal sealed record ProtectedResourceMetadata
{
    [JsonPropertyName("resource")]
    public required string Resource { get; init; }

    [JsonPropertyName("authorization_servers")]
    public required IReadOnlyList<string> AuthorizationServers { get; init; }

    [JsonPropertyName("resource_name")]
    public string ResourceName { get; } = "User API";

    [JsonPropertyName("resource_documentation")]
    public required string ResourceDocumentation { get; init; }

    [JsonPropertyName("scopes_supported")]
    public IReadOnlyList<string> ScopesSupported { get; } = [AccessRules.ProfileScope, AccessRules.AdminScope];

    [JsonPropertyName("bearer_methods_supported")]
    public IReadOnlyList<string> BearerMethodsSupported { get; } = ["header"];

    [JsonPropertyName("dpop_signing_alg_values_supported")]
    public IReadOnlyList<string> DpopSigningAlgValuesSupported { get; } = JwsAlgorithms.Supported;

    [JsonPropertyName("dpop_bound_access_tokens_required")]
    public bool DpopBoundAccessTokensRequired { get; }

    [JsonPropertyName("tls_client_certificate_bound_access_tokens")]
    public required bool TlsClientCertificateBoundAccessTokens { get; init; }

    /// <param name="urls">The addresses of the hosts.</param>
    /// <param name="certificatesCanBeShown">Whether a token that is bound to a certificate can be used here.</param>
    public static ProtectedResourceMetadata Of(PublicUrls urls, bool certificatesCanBeShown) => new()
    {
        Resource = urls.UserApiUrl,
        AuthorizationServers = [urls.Issuer],
        ResourceDocumentation = urls.UserApiUrl + "/docs",
        TlsClientCertificateBoundAccessTokens = certificatesCanBeShown,
    };
}
