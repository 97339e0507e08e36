using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OidcEngine.Scopes;

namespace OidcEngine.Clients;

/// <summary>Client metadata as JSON: the names of RFC 7591 §2, OIDC Dynamic Registration §2, RP-Initiated Logout §3.1 and
/// Back-Channel Logout §2.2, with our extensions. One vocabulary for the clients file, administration and registration.</summary>
public static class ClientMetadata
{
    /// <summary>Reads and checks one client, for trusted sources: a file or an administrator. Unknown members are refused by
    /// name.</summary>
    /// <param name="json">The JSON object.</param>
    /// <param name="allowShortSecrets">True in development, where a secret may be short enough to be remembered.</param>
    public static ClientMetadataReading Read(JsonElement json, bool allowShortSecrets)
    {
        if (json.ValueKind != JsonValueKind.Object) return Refuse("A client must be a JSON object.");
        try
        {
            List<ClientMetadataError> errors = [];
            var members = new MetadataMembers(json, errors);
            var client = ReadClient(members, allowShortSecrets);
            members.RefuseTheRest();
            errors.AddRange(ClientRules.Check(client));
            return errors.Count == 0 ? new ClientMetadataReading.Valid(client) : new ClientMetadataReading.Invalid(errors);
        }
        catch (InvalidOperationException) // what JsonElement throws for half of a surrogate pair
        {
            return Refuse("A string is not valid Unicode.");
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote. It was checked then: members that a newer version wrote are passed over.</summary>
    /// <param name="json">The JSON object.</param>
    /// <param name="secrets">The client's secrets, which are kept elsewhere.</param>
    public static Client ReadStored(JsonElement json, IReadOnlyList<ClientSecret> secrets) =>
        ReadClient(new MetadataMembers(json, []), allowShortSecrets: true) with { Secrets = secrets };

    /// <summary>Writes a client as one JSON object, without its secrets.</summary>
    public static void Write(Utf8JsonWriter writer, Client client) => ClientMetadataWriter.Write(writer, client);

    /// <summary>A secret as it is kept: hashed, and only for a method that makes an HMAC with it, itself too.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="expiresAt">When it stops working; null for never.</param>
    /// <param name="authMethod">The client's <c>token_endpoint_auth_method</c>.</param>
    public static ClientSecret KeepSecret(string secret, DateTimeOffset? expiresAt, string authMethod) =>
        HashSecret(secret, expiresAt) with { Value = authMethod == "client_secret_jwt" ? Encoding.UTF8.GetBytes(secret) : null };

    /// <summary>A secret that is kept as its hash alone.</summary>
    public static ClientSecret HashSecret(string secret, DateTimeOffset? expiresAt) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), expiresAt);

    private static ClientMetadataReading.Invalid Refuse(string rule) => new([new ClientMetadataError("", rule)]);

    internal static Client ReadClient(MetadataMembers members, bool allowShortSecrets)
    {
        var defaults = new Client { ClientId = "" };
        var authMethod = members.Text("token_endpoint_auth_method") ?? defaults.TokenEndpointAuthMethod;
        return new Client
        {
            ClientId = members.Text("client_id") ?? "",
            ClientName = members.Text("client_name"),
            LocalisedNames = members.Translations("client_name"),
            ClientUri = members.Text("client_uri"),
            LogoUri = members.Text("logo_uri"),
            PolicyUri = members.Text("policy_uri"),
            TosUri = members.Text("tos_uri"),
            Contacts = members.TextList("contacts") ?? [],
            ApplicationType = members.Text("application_type") ?? defaults.ApplicationType,
            RedirectUris = members.TextList("redirect_uris") ?? [],
            PostLogoutRedirectUris = members.TextList("post_logout_redirect_uris") ?? [],
            GrantTypes = members.TextList("grant_types") ?? defaults.GrantTypes,
            ResponseTypes = members.TextList("response_types") ?? defaults.ResponseTypes,
            Scopes = ReadScopes(members),
            TokenEndpointAuthMethod = authMethod,
            TokenEndpointAuthSigningAlg = members.Text("token_endpoint_auth_signing_alg"),
            AcceptTokenEndpointAudience = members.Flag("accept_token_endpoint_audience") ?? false,
            Jwks = members.Object("jwks"),
            JwksUri = members.Text("jwks_uri"),
            TlsClientAuth = ReadCertificateSubject(members),
            TlsClientCertificateBoundAccessTokens = members.Flag("tls_client_certificate_bound_access_tokens") ?? false,
            DpopBoundAccessTokens = members.Flag("dpop_bound_access_tokens") ?? false,
            RequirePushedAuthorizationRequests = members.Flag("require_pushed_authorization_requests") ?? false,
            RequireSignedRequestObject = members.Flag("require_signed_request_object") ?? false,
            RequestObjectSigningAlg = members.Text("request_object_signing_alg"),
            RequestUris = members.TextList("request_uris") ?? [],
            Secrets = ReadSecrets(members, authMethod, allowShortSecrets),
            IdTokenSignedResponseAlg = members.Text("id_token_signed_response_alg") ?? defaults.IdTokenSignedResponseAlg,
            AccessTokenSignedResponseAlg = members.Text("access_token_signed_response_alg") ?? defaults.AccessTokenSignedResponseAlg,
            DefaultMaxAge = members.Number("default_max_age") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null,
            DefaultAcrValues = members.TextList("default_acr_values") ?? [],
            RequireAuthTime = members.Flag("require_auth_time") ?? false,
            InitiateLoginUri = members.Text("initiate_login_uri"),
            BackchannelLogoutUri = members.Text("backchannel_logout_uri"),
            BackchannelLogoutSessionRequired = members.Flag("backchannel_logout_session_required") ?? false,
            FrontchannelLogoutUri = members.Text("frontchannel_logout_uri"),
            FrontchannelLogoutSessionRequired = members.Flag("frontchannel_logout_session_required") ?? false,
            SoftwareId = members.Text("software_id"),
            SoftwareVersion = members.Text("software_version"),
            FirstParty = members.Flag("first_party") ?? false,
            RequirePkce = members.Flag("require_pkce") ?? true,
            AllowedCorsOrigins = members.TextList("allowed_cors_origins") ?? [],
            AccessTokenLifetime = members.Lifetime("access_token_lifetime", ClientLimits.MaxAccessTokenLifetime),
            RefreshTokenLifetime = members.Lifetime("refresh_token_lifetime", ClientLimits.MaxRefreshTokenLifetime),
            RefreshTokenAbsoluteLifetime = members.Lifetime("refresh_token_absolute_lifetime", ClientLimits.MaxRefreshTokenLifetime),
            RefreshTokenRotation = members.Flag("refresh_token_rotation") ?? true,
            ServiceRoles = members.TextList("service_roles") ?? [],
        };
    }

    private static List<string> ReadScopes(MetadataMembers members)
    {
        if (members.Text("scope") is not { } scope) return [];
        if (ScopeResolution.Split(scope).TryGet(out var scopes, out _)) return scopes;
        members.Refuse("scope", "It must be scopes separated by single spaces, in the characters of RFC 6749 §3.3.");
        return [];
    }

    /// <summary>RFC 8705 §2.1.2: one of the five members alone.</summary>
    private static CertificateSubject? ReadCertificateSubject(MetadataMembers members)
    {
        CertificateSubject? subject = null;
        foreach (var member in CertificateSubject.Members)
        {
            if (members.Text(member) is not { } value) continue;
            if (subject is not null) members.Refuse(member, $"Only one such member is taken; {subject.Member} stands there too.");
            subject = new CertificateSubject(member, value);
        }
        return subject;
    }

    /// <summary><c>client_secret</c> with <c>client_secret_expires_at</c>, and any number of the same in <c>client_secrets</c>, for
    /// the time in which one replaces another.</summary>
    private static List<ClientSecret> ReadSecrets(MetadataMembers members, string authMethod, bool allowShortSecrets)
    {
        List<ClientSecret> secrets = [];
        ReadSecret(members, authMethod, allowShortSecrets, secrets);
        foreach (var one in members.Objects("client_secrets"))
        {
            ReadSecret(one, authMethod, allowShortSecrets, secrets);
            one.RefuseTheRest();
        }
        return secrets;
    }

    private static void ReadSecret(MetadataMembers members, string authMethod, bool allowShortSecrets, List<ClientSecret> secrets)
    {
        var expiresAt = members.Number("client_secret_expires_at"); // RFC 7591 §3.2.1: 0 for never
        if (members.Text("client_secret") is not { } secret) return;
        if (secret.Length < ClientLimits.MinSecretLength && !allowShortSecrets)
            members.Refuse("client_secret", $"It must have at least {ClientLimits.MinSecretLength} characters outside development.");
        else if (expiresAt > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            members.Refuse("client_secret_expires_at", "It must be a time in seconds since 1970.");
        else
            secrets.Add(KeepSecret(
                secret, expiresAt is > 0 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null, authMethod));
    }
}
