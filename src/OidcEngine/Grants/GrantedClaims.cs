namespace OidcEngine.Grants;

/// <summary>Claims of the person that were asked for one by one (OIDC Core §5.5) and may be told, beyond what the scopes let know.</summary>
/// <param name="UserInfo">Those told at userinfo.</param>
/// <param name="IdToken">Those told in id_tokens.</param>
public sealed record GrantedClaims(IReadOnlyList<string> UserInfo, IReadOnlyList<string> IdToken)
{
    /// <summary>No claim at all.</summary>
    public static GrantedClaims None { get; } = new([], []);

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => UserInfo.Count == 0 && IdToken.Count == 0;
}
