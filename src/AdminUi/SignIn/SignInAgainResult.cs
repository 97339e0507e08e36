using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using OidcClient.SignIn;

namespace AdminUi.SignIn;

/// <summary>The API no longer takes the session's token: its grant has ended. The cookie goes, and the person signs in again.
/// A session that is seconds old would only come back the same way, so it ends on the error page instead of in a circle.</summary>
internal sealed class SignInAgainResult : IActionResult
{
    private static readonly TimeSpan TooYoung = TimeSpan.FromSeconds(20);

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var session = await http.AuthenticateAsync(OidcSignInDefaults.CookieScheme);
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        if (session.Properties?.IssuedUtc is { } begun && time.GetUtcNow() - begun < TooYoung)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        await http.SignOutAsync(OidcSignInDefaults.CookieScheme);
        await http.ChallengeAsync();
    }
}
