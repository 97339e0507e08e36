using OidcEngine.Errors;

namespace OidcEngine.Token;

/// <summary>What is said of a refresh token that cannot be used, RFC 6749 §6.</summary>
internal static class RefreshRefusal
{
    private const string Rule = "refresh-token";

    public static OAuthError Missing() => OAuthError.InvalidRequest("The refresh_token is missing.")
        .Because(Rule, "RFC 6749 §6", "Send the refresh token that came last.");

    public static OAuthError TooWide(string? scope) => OAuthError.InvalidScope("The scope goes beyond what was granted.")
        .Because("refresh-scope", "RFC 6749 §6", "Ask for no more than was granted; more needs another sign-in.", received: scope);

    /// <summary>One sentence for all that a thief of a token could tell apart.</summary>
    public static OAuthError Invalid(string detail, string clause = "RFC 6749 §6") =>
        (OAuthError.InvalidGrant("The refresh token is not valid, was used, or has expired.") with { Detail = detail }).Because(
            Rule, clause, "Keep the refresh token of each answer and use it once, as the same client; else let the person sign in again.");
}
