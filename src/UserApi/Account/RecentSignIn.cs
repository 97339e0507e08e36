using System.Globalization;
using OidcClient.ApiAccess;
using ServiceDefaults.Problems;

namespace UserApi.Account;

/// <summary>What cannot be undone asks for somebody who has just signed in: a token that was found or left behind does not do
/// (RFC 9470).</summary>
internal static class RecentSignIn
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    /// <summary>Null when the caller signed in recently; else the challenge of RFC 9470 §3.</summary>
    public static ApiProblem? Missing(HttpContext http, DateTimeOffset now)
    {
        var claim = http.User.FindFirst("auth_time")?.Value;
        if (long.TryParse(claim, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= now.ToUnixTimeSeconds() + MaxAge.TotalSeconds
            && now - DateTimeOffset.FromUnixTimeSeconds(seconds) <= MaxAge)
            return null;

        StepUpChallenge.Write(http, "A more recent sign-in is needed.", MaxAge);
        return new ApiProblem(
            StatusCodes.Status401Unauthorized, "insufficient_user_authentication",
            string.Create(CultureInfo.InvariantCulture, $"Sign in again: this needs a sign-in of the last {MaxAge.TotalMinutes} minutes."));
    }
}
