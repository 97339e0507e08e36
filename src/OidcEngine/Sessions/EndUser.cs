using System.Globalization;
using System.Security.Claims;

namespace OidcEngine.Sessions;

/// <summary>Reads the person's session from the principal of the host's session cookie.</summary>
public static class EndUser
{
    /// <summary>The session that the principal describes by <see cref="SessionClaims"/>.</summary>
    /// <returns>Null when nobody is signed in, or a claim is missing or malformed: half a session is none.</returns>
    public static EndUserSession? From(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true }) return null;
        if (principal.FindFirst(SessionClaims.Subject)?.Value is not { Length: > 0 } subject) return null;
        if (!Guid.TryParse(principal.FindFirst(SessionClaims.SessionId)?.Value, out var sessionId)) return null;
        if (principal.FindFirst(SessionClaims.Acr)?.Value is not { Length: > 0 } acr) return null;
        if (!DateTimeOffset.TryParseExact(
            principal.FindFirst(SessionClaims.AuthTime)?.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var authTime))
            return null;

        var amr = new List<string>();
        foreach (var claim in principal.FindAll(SessionClaims.Amr)) amr.Add(claim.Value);
        return new EndUserSession(sessionId, subject, authTime, acr, amr);
    }
}
