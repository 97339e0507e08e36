using System.Text.Json.Nodes;

namespace OidcEngine.UserInfo;

/// <summary>What the user directory tells about a person.</summary>
public interface IUserClaims
{
    /// <summary>The asked claims that the person has, under the names of OIDC Core §5.1; null when there is no such person or they
    /// may not sign in.</summary>
    Task<JsonObject?> FindAsync(string subject, IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
