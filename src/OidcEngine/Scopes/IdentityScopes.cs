using System.Collections.Frozen;

namespace OidcEngine.Scopes;

/// <summary>The scopes of OpenID Connect Core itself: what an app may learn of the person, and <c>offline_access</c> (§11).</summary>
public static class IdentityScopes
{
    /// <summary>Makes the request an OpenID Connect one, OIDC Core §3.1.2.1.</summary>
    public const string OpenId = "openid";

    /// <summary>Asks for a refresh token that outlives the session, OIDC Core §11.</summary>
    public const string OfflineAccess = "offline_access";

    private static readonly FrozenDictionary<string, string[]> Claims = new Dictionary<string, string[]>
    {
        [OpenId] = ["sub"],
        ["profile"] =
        [
            "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website",
            "gender", "birthdate", "zoneinfo", "locale", "updated_at",
        ],
        ["email"] = ["email", "email_verified"],
        ["phone"] = ["phone_number", "phone_number_verified"],
        ["address"] = ["address"],
        [OfflineAccess] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every identity scope, for the metadata.</summary>
    public static IReadOnlyList<string> All { get; } = [OpenId, "profile", "email", "phone", "address", OfflineAccess];

    /// <summary>True for a scope of OpenID Connect, which belongs to no resource.</summary>
    public static bool Contains(string scope) => Claims.ContainsKey(scope);

    /// <summary>The scope that a claim belongs to; null for a claim that none asks for.</summary>
    public static string? ScopeOf(string claim)
    {
        foreach (var scope in All)
            if (Claims[scope].Contains(claim)) return scope;
        return null;
    }

    /// <summary>The claims that the scope asks for, OIDC Core §5.4; empty for a scope of a resource.</summary>
    public static IReadOnlyList<string> ClaimsOf(string scope) => Claims.GetValueOrDefault(scope, []);
}
