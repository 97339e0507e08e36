using System.Security.Claims;
using OidcEngine.Sessions;
using UserDirectory.SignIn;

namespace IdentityProvider.Sessions;

/// <summary>What the pages read from the session's principal.</summary>
internal static class SignedInPerson
{
    /// <summary>Null for strangers.</summary>
    public static string? UserName(this ClaimsPrincipal principal) => principal.FindFirst(SignInPrincipal.NameClaim)?.Value;

    /// <summary>The language of the profile, as a BCP 47 tag; null when it names none.</summary>
    public static string? Locale(this ClaimsPrincipal principal) => principal.FindFirst(SignInPrincipal.LocaleClaim)?.Value;

    /// <summary>Null for strangers.</summary>
    public static Guid? UserId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst(SessionClaims.Subject)?.Value, out var id) ? id : null;
}
