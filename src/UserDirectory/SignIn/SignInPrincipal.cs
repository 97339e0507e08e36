using System.Globalization;
using System.Security.Claims;
using OidcEngine.Sessions;

namespace UserDirectory.SignIn;

/// <summary>A signed-in person as ASP.NET Core knows one.</summary>
public static class SignInPrincipal
{
    public const string AuthenticationType = "identity";
    public const string NameClaim = "name";
    public const string LocaleClaim = "locale";

    /// <summary>For <c>HttpContext.SignInAsync</c>: the session's id is added when the session is made.</summary>
    public static ClaimsPrincipal Create(SignedInUser user) => Create(user, null);

    internal static ClaimsPrincipal Create(SignedInUser user, Guid? sessionId, string? locale = null)
    {
        var identity = new ClaimsIdentity(AuthenticationType, NameClaim, roleType: null);
        identity.AddClaim(new Claim(SessionClaims.Subject, user.UserId.ToString()));
        identity.AddClaim(new Claim(NameClaim, user.UserName));
        identity.AddClaim(new Claim(SessionClaims.AuthTime, user.AuthTime.ToString("O", CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(SessionClaims.Acr, user.Acr));
        identity.AddClaims(user.Amr.Select(method => new Claim(SessionClaims.Amr, method)));
        if (sessionId is { } id) identity.AddClaim(new Claim(SessionClaims.SessionId, id.ToString()));
        if (locale is not null) identity.AddClaim(new Claim(LocaleClaim, locale));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The other way round; null when the principal was not made here.</summary>
    internal static SignedInUser? Read(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionClaims.Subject), out var userId)
        && principal.FindFirstValue(NameClaim) is { } userName
        && principal.FindFirstValue(SessionClaims.Acr) is { } acr
        && DateTimeOffset.TryParseExact(
            principal.FindFirstValue(SessionClaims.AuthTime), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var authTime)
            ? new SignedInUser(userId, userName, authTime, acr, [.. principal.FindAll(SessionClaims.Amr).Select(claim => claim.Value)])
            : null;
}
