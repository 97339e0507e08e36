using System.Globalization;
using OidcEngine.Errors;

namespace OidcEngine.Authorization.Checks;

/// <summary><c>max_age</c>, OIDC Core §3.1.2.1: seconds since the last sign-in, as a whole number that is not negative.</summary>
internal static class MaxAgeCheck
{
    private const int Longest = 999_999_999; // 31 years: whatever is more asks for nothing

    public static OAuthError? Apply(AuthorizationRequest request)
    {
        request.MaxAge = request.Client.DefaultMaxAge;
        if (request.Parameters["max_age"] is not { } text) return null;
        if (text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return OAuthError.InvalidRequest("max_age is not a whole number of seconds.")
                .Because("max-age", "OIDC Core §3.1.2.1", "Send seconds in digits alone.", received: text);
        }

        var seconds = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : Longest;
        request.MaxAge = TimeSpan.FromSeconds(Math.Min(seconds, Longest));
        return null;
    }
}
