using System.Security.Claims;

namespace Api;

internal static class TokenScopes
{
    /// <summary>RFC 9068 §2.2.3: the claim is one string, its scopes separated by spaces (RFC 8693 §4.2).</summary>
    public static bool HasScope(this ClaimsPrincipal caller, string scope) =>
        caller.FindFirst("scope")?.Value.Split(' ').Contains(scope) ?? false;
}
