using System.Buffers;
using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>code_challenge</c>, RFC 7636 §4.3 and §4.4.1. S256 alone is taken (RFC 9700 §2.1.1); an absent method means plain
/// and is refused with it. A confidential client may be registered to go without.</summary>
internal static class CodeChallengeCheck
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        var method = request.Parameters["code_challenge_method"];
        if (request.Parameters["code_challenge"] is not { } challenge)
        {
            if (request.Client.RequirePkce || request.Client.IsPublic) return OAuthError.InvalidRequest("code_challenge is missing.");
            return method is null ? null : OAuthError.InvalidRequest("code_challenge_method has no code_challenge.");
        }

        if (method is null) return OAuthError.InvalidRequest("code_challenge_method is missing; it must be S256.");
        if (method != "S256") return OAuthError.InvalidRequest("code_challenge_method must be S256.");
        if (challenge.Length is < 43 or > 128 || challenge.AsSpan().ContainsAnyExcept(Unreserved)) // §4.2
            return OAuthError.InvalidRequest("code_challenge is malformed.");

        request.CodeChallenge = challenge;
        return null;
    }
}
