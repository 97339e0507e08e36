using System.Globalization;
using IdentityProvider.Sessions;
using ServiceDefaults.Problems;

namespace IdentityProvider.FirstPartyApi;

/// <summary>How calls are refused that need a token, RFC 6750 §3: the header tells programs, the body people.</summary>
internal static class BearerRefusal
{
    private const string Challenge = "Bearer realm=\"auth\"";

    /// <summary>Without a token there is no error to name (§3.1).</summary>
    public static ApiProblem Missing(HttpContext http) => Refuse(http, Challenge, "unauthorized", "Send the access token in the header Authorization.");

    public static ApiProblem Invalid(HttpContext http) => Refuse(
        http, Challenge + ", error=\"invalid_token\", error_description=\"The access token is malformed, expired or revoked.\"",
        "invalid_token", "The access token is malformed, expired or revoked: refresh it, or sign in again.");

    /// <summary>One answer for every refresh token that is not good: a thief learns nothing.</summary>
    public static ApiProblem Ended(HttpContext http) => Refuse(
        http, Challenge, "invalid_refresh_token", "There is no refresh token, or it is not valid any more: sign in again.");

    /// <summary>One answer for every wrong sign-in.</summary>
    public static ApiProblem WrongCredentials(HttpContext http) => Refuse(
        http, Challenge, "invalid_credentials", "The user name or the password is wrong.");

    /// <summary>A code that is wrong, was used, or is one too many.</summary>
    public static ApiProblem WrongCode(HttpContext http) => Refuse(http, Challenge, "invalid_code", "The code is wrong, or was used before.");

    public static ApiProblem NoStep(HttpContext http) => Refuse(
        http, Challenge, "invalid_mfa_token", "No sign-in waits under this token, or not for this: sign in again.");

    /// <summary>RFC 9470 §3: what guards an account is changed only by somebody who signed in within the last minutes.</summary>
    public static ApiProblem NotFresh(HttpContext http) => Refuse(
        http,
        string.Create(CultureInfo.InvariantCulture,
            $"{Challenge}, error=\"insufficient_user_authentication\", error_description=\"A more recent sign-in is needed.\", max_age={FreshSignIn.Age.TotalSeconds}"),
        "insufficient_user_authentication",
        string.Create(CultureInfo.InvariantCulture, $"Sign in again: this needs a sign-in of the last {FreshSignIn.Age.TotalMinutes} minutes."));

    private static ApiProblem Refuse(HttpContext http, string challenge, string error, string detail)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return new ApiProblem(StatusCodes.Status401Unauthorized, error, detail);
    }
}
