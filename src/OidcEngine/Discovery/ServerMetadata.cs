using System.Text.Json;
using Jose;
using Microsoft.Extensions.Options;
using OidcEngine.Authorization;
using OidcEngine.CheckSession;
using OidcEngine.Clients.Authentication;
using OidcEngine.Device;
using OidcEngine.DPoP;
using OidcEngine.EndSession;
using OidcEngine.Http;
using OidcEngine.Introspection;
using OidcEngine.Keys;
using OidcEngine.MutualTls;
using OidcEngine.PushedAuthorization;
using OidcEngine.Registration;
using OidcEngine.RequestObjects;
using OidcEngine.Revocation;
using OidcEngine.Scopes;
using OidcEngine.Token;
using OidcEngine.UserInfo;

namespace OidcEngine.Discovery;

/// <summary>What the server says of itself: OIDC Discovery §3, RFC 8414 §2, RFC 9207 §3, and the logout specifications. Only what works is
/// there, and what a reader would take for granted though it does not work is denied.</summary>
internal sealed class ServerMetadata(IOptions<OidcEngineOptions> options)
{
    private static readonly string[] Prompted = ["none", "login", "consent", "select_account"];

    private static readonly string[] TokenClaims = ["iss", "aud", "exp", "iat", "auth_time", "acr", "amr", "nonce", "at_hash", "sid"];

    /// <summary>What each feature says of itself; one that is switched off says nothing.</summary>
    private static readonly Action<Utf8JsonWriter, OidcEngineOptions>[] Features =
    [
        ClientAuthenticationMetadata.Write,
        EndSessionMetadata.Write,
        DPoPMetadata.Write,
        MutualTlsMetadata.Write,
        CheckSessionMetadata.Write,
        PushedAuthorizationMetadata.Write,
        RequestObjectsMetadata.Write,
        DeviceMetadata.Write,
        RegistrationDiscovery.Write,
    ];

    private Version? _current;

    /// <summary>The document, written anew only when the resources have changed.</summary>
    public CachedDocument Get(ResourceCatalog catalog)
    {
        if (_current is { } current && ReferenceEquals(current.Catalog, catalog)) return current.Document;
        var document = CachedDocument.Create(catalog, Write);
        _current = new Version(catalog, document);
        return document;
    }

    private void Write(Utf8JsonWriter json, ResourceCatalog catalog)
    {
        var issuer = options.Value.Issuer;
        json.WriteString("issuer", issuer);
        WriteEndpoints(json, issuer);
        var resourceScopes = catalog.Resources.SelectMany(resource => resource.Scopes);
        List(json, "scopes_supported", [.. IdentityScopes.All, .. resourceScopes.Select(scope => scope.Name)]);
        List(json, "claims_supported", [.. TokenClaims, .. IdentityScopes.All.SelectMany(IdentityScopes.ClaimsOf)]);
        json.WriteBoolean("claims_parameter_supported", true);
        List(json, "acr_values_supported", options.Value.AcrValues);
        if (options.Value.UiLocales.Count > 0) List(json, "ui_locales_supported", options.Value.UiLocales);
        List(json, "response_types_supported", ["code"]);
        List(json, "response_modes_supported", ["query", "fragment", "form_post"]);
        List(json, "grant_types_supported", TokenGrants.Names);
        List(json, "subject_types_supported", ["public"]);
        List(json, "id_token_signing_alg_values_supported", JwsAlgorithms.Supported);
        List(json, "code_challenge_methods_supported", [Pkce.Method]);
        List(json, "prompt_values_supported", options.Value.RegistrationPath is null ? Prompted : [.. Prompted, "create"]);
        json.WriteBoolean("authorization_response_iss_parameter_supported", true);
        foreach (var write in Features) write(json, options.Value);
    }

    private static void WriteEndpoints(Utf8JsonWriter json, string issuer)
    {
        json.WriteString("authorization_endpoint", issuer + AuthorizationEndpoint.Path);
        json.WriteString("token_endpoint", issuer + TokenEndpoint.Path);
        json.WriteString("userinfo_endpoint", issuer + UserInfoEndpoint.Path);
        json.WriteString("jwks_uri", issuer + JwksEndpoint.Path);
        json.WriteString("introspection_endpoint", issuer + IntrospectionEndpoint.Path);
        json.WriteString("revocation_endpoint", issuer + RevocationEndpoint.Path);
    }

    private static void List(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values.Distinct(StringComparer.Ordinal)) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private sealed record Version(ResourceCatalog Catalog, CachedDocument Document);
}
