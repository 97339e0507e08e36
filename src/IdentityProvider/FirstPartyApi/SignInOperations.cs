using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The reference of signing in and out.</summary>
internal static class SignInOperations
{
    public static readonly IReadOnlyDictionary<string, string> SetsCookie = new Dictionary<string, string>
    {
        ["Set-Cookie"] = "The refresh token, as `__Host-identity-refresh`.",
    };

    public static readonly SignInAnswer Tokens = new()
    {
        MfaRequired = false,
        AccessToken = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…",
        TokenType = "Bearer",
        ExpiresIn = 900,
        Scope = "openid profile email profile.api",
        IdToken = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9…",
    };

    private const string OfAnotherOrigin = "`origin_refused`: a page of an origin that is not allowed, or one that does not say where it comes from.";

    public static Operation Login { get; } = new("login", FirstPartyDescription.SignIn, "Sign in by password",
        "Answers with tokens, or with `mfa_required`, `mfa_token` and `methods` when a second step is due. A wrong name, a wrong password, too "
        + "many tries and a suspended account are answered alike.")
    {
        Body = typeof(LoginRequest),
        BodyExample = new LoginRequest { Username = "alice", Password = "a long Passphrase 7!" },
        Answer = typeof(ApiEnvelope<SignInAnswer>),
        AnswerText = "Tokens, or a token for the second step.",
        AnswerExample = new ApiEnvelope<SignInAnswer>(true, "You are signed in.", Tokens),
        AnswerHeaders = SetsCookie,
        Refusals = With(
            (StatusCodes.Status401Unauthorized, "`invalid_credentials`."),
            (StatusCodes.Status403Forbidden, OfAnotherOrigin + " Or `account_pending_deletion`, `mfa_enrolment_required`: the password is right, and "
                + "the provider's own page goes on from there.")),
        Scope = null,
    };

    public static Operation Refresh { get; } = new("refresh", FirstPartyDescription.SignIn, "Get new tokens",
        "Takes the refresh token of the cookie and gives its successor. An old one that comes back ends the session, since one of two is a thief; "
        + "within ten seconds of its use it gives the same successor, so tabs may refresh at once.")
    {
        Body = typeof(EmptyRequest),
        BodyExample = new EmptyRequest(),
        Answer = typeof(ApiEnvelope<SignInAnswer>),
        AnswerText = "New tokens.",
        AnswerExample = new ApiEnvelope<SignInAnswer>(true, "Here are new tokens.", Tokens),
        AnswerHeaders = SetsCookie,
        Refusals = With((StatusCodes.Status401Unauthorized, "`invalid_refresh_token`: sign in again."), (StatusCodes.Status403Forbidden, OfAnotherOrigin)),
        Scope = null,
    };

    public static Operation Logout { get; } = new("logout", FirstPartyDescription.SignIn, "Sign out",
        "Ends the session of the access token, and of the cookie when the page's origin is allowed: the refresh tokens, this access token, and all "
        + "else that hangs from it. Other apps of the session are told.")
    {
        Body = typeof(EmptyRequest),
        BodyExample = new EmptyRequest(),
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "The session has ended.",
        AnswerExample = new ApiEnvelope<object?>(true, "You are signed out.", null),
        Refusals = With((StatusCodes.Status403Forbidden, OfAnotherOrigin)),
        IsOpen = true,
        Scope = AppCallers.Scope,
    };

    public static Operation ChangePassword { get; } = new("changePassword", FirstPartyDescription.Account, "Change the password",
        "Ends all other sessions and every token. This session goes on with the tokens of the answer.")
    {
        Body = typeof(ChangePasswordRequest),
        BodyExample = new ChangePasswordRequest { CurrentPassword = "a long Passphrase 7!", NewPassword = "another Passphrase 8!" },
        Answer = typeof(ApiEnvelope<SignInAnswer>),
        AnswerText = "New tokens.",
        AnswerExample = new ApiEnvelope<SignInAnswer>(true, "The password was changed.", Tokens),
        AnswerHeaders = SetsCookie,
        Refusals = With(),
        Scope = AppCallers.Scope,
    };

    /// <summary>What every call with a body may be refused with besides.</summary>
    public static Dictionary<int, string> With(params (int Status, string Text)[] more)
    {
        var all = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = OfAnotherOrigin,
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
        };
        foreach (var (status, text) in more) all[status] = text;
        return all;
    }
}
