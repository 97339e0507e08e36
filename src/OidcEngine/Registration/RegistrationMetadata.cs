using System.Collections.Frozen;
using System.Text.Json;
using OidcEngine.Clients;
using OidcEngine.Errors;

namespace OidcEngine.Registration;

/// <summary>Reads what a client says of itself, RFC 7591 §2 and OIDC Registration §2. Members that a client may not decide, such as those
/// that give trust or weaken a check, are no more known here than any made-up one, and unknown members are ignored (§2).</summary>
internal static class RegistrationMetadata
{
    private const string Clause = "RFC 7591 §3.2.2";

    private static readonly FrozenSet<string> Registrable = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "redirect_uris", "token_endpoint_auth_method", "token_endpoint_auth_signing_alg", "grant_types", "response_types", "client_name",
            "client_uri", "logo_uri", "scope", "contacts", "tos_uri", "policy_uri", "jwks_uri", "jwks", "software_id", "software_version",
            "application_type", "id_token_signed_response_alg", "access_token_signed_response_alg", "default_max_age", "default_acr_values",
            "require_auth_time", "initiate_login_uri", "request_uris", "request_object_signing_alg", "require_signed_request_object",
            "require_pushed_authorization_requests", "post_logout_redirect_uris", "backchannel_logout_uri",
            "backchannel_logout_session_required", "frontchannel_logout_uri", "frontchannel_logout_session_required",
            "tls_client_certificate_bound_access_tokens", "dpop_bound_access_tokens", .. CertificateSubject.Members,
        ]);

    /// <summary>The client that the metadata describes, as far as the policy goes. It has no id and no secret.</summary>
    public static Result<Client> Read(JsonElement json, RegistrationPolicy policy)
    {
        if (json.ValueKind != JsonValueKind.Object) return Invalid("The metadata is not a JSON object.");
        if (RefuseStatement(json) is { } refused) return refused;
        List<ClientMetadataError> errors = [];
        try
        {
            var client = ClientMetadata.ReadClient(new MetadataMembers(json, errors, IsRegistrable), allowShortSecrets: false);
            client = client with { Scopes = ScopesOf(client, policy) };
            errors.AddRange(RegistrationRules.Check(client, policy, json));
            return errors.Count == 0 ? client : Refuse(errors);
        }
        catch (InvalidOperationException) // what JsonElement throws for half of a surrogate pair
        {
            return Invalid("A string is not valid Unicode.");
        }
    }

    private static bool IsRegistrable(string member) =>
        Registrable.Contains(member) || member.StartsWith("client_name#", StringComparison.Ordinal); // §2.2

    /// <summary>The error for broken rules: one of a redirect URI has a code of its own (RFC 7591 §3.2.2).</summary>
    public static OAuthError Refuse(IReadOnlyList<ClientMetadataError> errors)
    {
        var isRedirect = errors.Any(error => error.Member == "redirect_uris");
        var description = string.Join(' ', errors.Take(5).Select(error => $"{Visible.Of(error.Member)}: {WithoutValue(error.Rule)}"));
        return new OAuthError(isRedirect ? "invalid_redirect_uri" : "invalid_client_metadata", description)
        {
            Reason = new("client-metadata", Clause, "Correct the named members of the registration request."),
        };
    }

    private static OAuthError Invalid(string description) => new("invalid_client_metadata", description)
    {
        Reason = new("client-metadata", Clause, "Send one JSON object of client metadata."),
    };

    /// <summary>RFC 7591 §2.3: nobody's statements are trusted here, and none is passed over in silence.</summary>
    private static OAuthError? RefuseStatement(JsonElement json)
    {
        if (!json.TryGetProperty("software_statement", out var statement) || statement.ValueKind == JsonValueKind.Null) return null;
        return statement.ValueKind == JsonValueKind.String && statement.GetString()!.Split('.') is [_, _, _]
            ? new OAuthError("unapproved_software_statement", "Software statements are not accepted here: leave it out.")
            : new OAuthError("invalid_software_statement", "The software statement is not a signed JWT.");
    }

    /// <summary>RFC 7591 §2: without a <c>scope</c> the default set, and of one what the policy allows. The answer says what it came to.</summary>
    private static string[] ScopesOf(Client client, RegistrationPolicy policy) =>
    [
        .. (client.Scopes.Count > 0 ? client.Scopes.Where(scope => policy.Scopes.Contains(scope)) : policy.Scopes)
            .Where(scope => scope != Scopes.IdentityScopes.OfflineAccess || client.MayUse("refresh_token")),
    ];

    // Some rules begin with the value that breaks them.
    private static string WithoutValue(string rule) =>
        rule.LastIndexOf(": It ", StringComparison.Ordinal) is >= 0 and var end ? rule[(end + 2)..]
        : rule.LastIndexOf(": A ", StringComparison.Ordinal) is >= 0 and var other ? rule[(other + 2)..]
        : rule;
}
