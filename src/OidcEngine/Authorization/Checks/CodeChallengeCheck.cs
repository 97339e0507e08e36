using System.Buffers;
using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>code_challenge</c>, RFC 7636 §4.3 and §4.4.1. S256 alone is taken (RFC 9700 §2.1.1); an absent method means plain
/// and is refused with it. A confidential client may be registered to go without.</summary>
internal static class CodeChallengeCheck
{
    private const string Rule = "code-challenge";
    private const string Remedy = "Send code_challenge with code_challenge_method=S256; libraries call it PKCE.";

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        var method = request.Parameters["code_challenge_method"];
        if (request.Parameters["code_challenge"] is not { } challenge)
        {
            if (request.Client.RequirePkce || request.Client.IsPublic)
                return OAuthError.InvalidRequest("code_challenge is missing.").Because(Rule, "RFC 7636 §4.4.1", Remedy);
            return method is null
                ? null
                : OAuthError.InvalidRequest("code_challenge_method has no code_challenge.").Because(Rule, "RFC 7636 §4.3", Remedy);
        }

        if (method != "S256")
        {
            var description = method is null
                ? "code_challenge_method is missing; it must be S256."
                : "code_challenge_method must be S256.";
            return OAuthError.InvalidRequest(description).Because(Rule, "RFC 9700 §2.1.1", Remedy, "S256", method);
        }
        if (challenge.Length is < 43 or > 128 || challenge.AsSpan().ContainsAnyExcept(Unreserved)) // §4.2
        {
            return OAuthError.InvalidRequest("code_challenge is malformed.")
                .Because(Rule, "RFC 7636 §4.2", "Send the SHA-256 of the verifier in base64url without padding: 43 characters.");
        }

        request.CodeChallenge = challenge;
        return null;
    }
}
