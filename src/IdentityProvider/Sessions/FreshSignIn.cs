using IdentityProvider.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OidcEngine.Sessions;
using UserDirectory.SecondFactors;

namespace IdentityProvider.Sessions;

/// <summary>What guards an account is changed only by somebody who signed in within the last minutes: not by whoever finds a browser
/// open.</summary>
internal static class FreshSignIn
{
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    /// <summary>That the browser was remembered, so that the second step was left out (<c>amr</c> "rba", RFC 8176 §2), is not enough.</summary>
    public static bool IsDue(EndUserSession? session, DateTimeOffset now) =>
        session is null || now - session.AuthTime > Age || session.Amr.Contains(AuthenticationMethods.RiskBased);

    /// <summary>Null when the sign-in is young enough; else the way to the sign-in page and back to this one.</summary>
    public static IActionResult? RequireFreshSignIn(this PageModel page, TimeProvider time) =>
        IsDue(EndUser.From(page.User), time.GetUtcNow())
            ? page.SeeOtherAt("/sign-in" + QueryString.Create("fresh", "true").Add("returnUrl", page.Request.Path))
            : null;
}
