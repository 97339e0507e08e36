using System.Globalization;
using System.Text.Json;
using OidcEngine.Clients;

namespace OidcEngine.Registration;

/// <summary>The rules for clients that nobody looked at, beside <see cref="ClientRules"/>.</summary>
internal static class RegistrationRules
{
    private const int MaxListLength = 20;

    /// <summary>Every such rule that the client breaks.</summary>
    public static IEnumerable<ClientMetadataError> Check(Client client, RegistrationPolicy policy, JsonElement json) =>
        CheckPolicy(client, policy).Concat(CheckName(client)).Concat(CheckAddresses(client)).Concat(CheckUnserved(json));

    /// <summary>OIDC Registration §2, <c>application_type</c>: a web client's address is https on a host of its own, not on the machine of the
    /// person. In development such hosts may be registered.</summary>
    public static IEnumerable<ClientMetadataError> CheckLoopback(Client client)
    {
        if (client.ApplicationType == "native") yield break;
        foreach (var uri in client.RedirectUris.Where(IsLoopback))
            yield return new("redirect_uris", $"{Visible.Of(uri)}: It must not be on loopback; application_type native is for that.");
    }

    private static IEnumerable<ClientMetadataError> CheckPolicy(Client client, RegistrationPolicy policy)
    {
        if (client.GrantTypes.Except(policy.GrantTypes).Any())
            yield return new("grant_types", $"It must be of {string.Join(", ", policy.GrantTypes)}.");
        if (client.Scopes.Count == 0)
            yield return new("scope", "It must name at least one scope that may be registered here.");
    }

    /// <summary>RFC 7591 §5: names are shown to people who must not be fooled by them.</summary>
    private static IEnumerable<ClientMetadataError> CheckName(Client client)
    {
        foreach (var (member, name) in client.Names)
            if (string.IsNullOrWhiteSpace(name) || name.Length > 100 || name.Any(IsUnseen))
                yield return new(member, "It must be 1 to 100 characters that people can see.");
    }

    private static IEnumerable<ClientMetadataError> CheckAddresses(Client client)
    {
        (string Member, int Count)[] lists =
        [
            ("redirect_uris", client.RedirectUris.Count), ("post_logout_redirect_uris", client.PostLogoutRedirectUris.Count),
            ("request_uris", client.RequestUris.Count), ("contacts", client.Contacts.Count), ("default_acr_values", client.DefaultAcrValues.Count),
        ];
        foreach (var (member, count) in lists)
            if (count > MaxListLength)
                yield return new(member, $"It must have at most {MaxListLength} entries.");
    }

    /// <summary>What must not be passed over in silence, since the client would rely on it.</summary>
    private static IEnumerable<ClientMetadataError> CheckUnserved(JsonElement json)
    {
        if (json.TryGetProperty("subject_type", out var type) && type.ValueKind != JsonValueKind.Null
            && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("public")))
            yield return new("subject_type", "It must be public.");
        foreach (var member in new[] { "id_token_encrypted_response_alg", "userinfo_encrypted_response_alg", "request_object_encryption_alg" })
            if (json.TryGetProperty(member, out var alg) && alg.ValueKind != JsonValueKind.Null)
                yield return new(member, "It is not supported: leave it out.");
    }

    private static bool IsLoopback(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsLoopback;

    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
