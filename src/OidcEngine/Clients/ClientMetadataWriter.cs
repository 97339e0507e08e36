using System.Text.Json;

namespace OidcEngine.Clients;

/// <summary>Writes what <see cref="ClientMetadata"/> reads. Secrets are kept as hashes and have no place here.</summary>
internal static class ClientMetadataWriter
{
    public static void Write(Utf8JsonWriter writer, Client client)
    {
        writer.WriteStartObject();
        WriteMembers(writer, client);
        writer.WriteEndObject();
    }

    /// <summary>Writes into an object that is already open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Client client)
    {
        Text(writer, "client_id", client.ClientId);
        foreach (var (member, name) in client.Names) Text(writer, member, name);
        Text(writer, "client_uri", client.ClientUri);
        Text(writer, "logo_uri", client.LogoUri);
        Text(writer, "policy_uri", client.PolicyUri);
        Text(writer, "tos_uri", client.TosUri);
        TextList(writer, "contacts", client.Contacts);
        Text(writer, "application_type", client.ApplicationType);
        TextList(writer, "redirect_uris", client.RedirectUris);
        TextList(writer, "post_logout_redirect_uris", client.PostLogoutRedirectUris);
        TextList(writer, "grant_types", client.GrantTypes);
        TextList(writer, "response_types", client.ResponseTypes);
        if (client.Scopes.Count > 0) Text(writer, "scope", string.Join(' ', client.Scopes));
        Text(writer, "token_endpoint_auth_method", client.TokenEndpointAuthMethod);
        WriteKeys(writer, client);
        WriteRequests(writer, client);
        Text(writer, "id_token_signed_response_alg", client.IdTokenSignedResponseAlg);
        Text(writer, "access_token_signed_response_alg", client.AccessTokenSignedResponseAlg);
        Seconds(writer, "default_max_age", client.DefaultMaxAge);
        TextList(writer, "default_acr_values", client.DefaultAcrValues);
        writer.WriteBoolean("require_auth_time", client.RequireAuthTime);
        Text(writer, "initiate_login_uri", client.InitiateLoginUri);
        Text(writer, "backchannel_logout_uri", client.BackchannelLogoutUri);
        writer.WriteBoolean("backchannel_logout_session_required", client.BackchannelLogoutSessionRequired);
        Text(writer, "frontchannel_logout_uri", client.FrontchannelLogoutUri);
        writer.WriteBoolean("frontchannel_logout_session_required", client.FrontchannelLogoutSessionRequired);
        Text(writer, "software_id", client.SoftwareId);
        Text(writer, "software_version", client.SoftwareVersion);
        WriteExtensions(writer, client);
    }

    private static void WriteKeys(Utf8JsonWriter writer, Client client)
    {
        Text(writer, "token_endpoint_auth_signing_alg", client.TokenEndpointAuthSigningAlg);
        if (client.Jwks is { } jwks)
        {
            writer.WritePropertyName("jwks");
            writer.WriteRawValue(jwks);
        }
        Text(writer, "jwks_uri", client.JwksUri);
        if (client.TlsClientAuth is { } subject) Text(writer, subject.Member, subject.Value);
        writer.WriteBoolean("tls_client_certificate_bound_access_tokens", client.TlsClientCertificateBoundAccessTokens);
        writer.WriteBoolean("dpop_bound_access_tokens", client.DpopBoundAccessTokens);
    }

    private static void WriteRequests(Utf8JsonWriter writer, Client client)
    {
        writer.WriteBoolean("require_pushed_authorization_requests", client.RequirePushedAuthorizationRequests);
        writer.WriteBoolean("require_signed_request_object", client.RequireSignedRequestObject);
        Text(writer, "request_object_signing_alg", client.RequestObjectSigningAlg);
        TextList(writer, "request_uris", client.RequestUris);
    }

    private static void WriteExtensions(Utf8JsonWriter writer, Client client)
    {
        writer.WriteBoolean("first_party", client.FirstParty);
        writer.WriteBoolean("require_pkce", client.RequirePkce);
        writer.WriteBoolean("accept_token_endpoint_audience", client.AcceptTokenEndpointAudience);
        TextList(writer, "allowed_cors_origins", client.AllowedCorsOrigins);
        Seconds(writer, "access_token_lifetime", client.AccessTokenLifetime);
        Seconds(writer, "refresh_token_lifetime", client.RefreshTokenLifetime);
        Seconds(writer, "refresh_token_absolute_lifetime", client.RefreshTokenAbsoluteLifetime);
        writer.WriteBoolean("refresh_token_rotation", client.RefreshTokenRotation);
        TextList(writer, "service_roles", client.ServiceRoles);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    private static void TextList(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static void Seconds(Utf8JsonWriter writer, string name, TimeSpan? value)
    {
        if (value is { } duration) writer.WriteNumber(name, (long)duration.TotalSeconds);
    }
}
