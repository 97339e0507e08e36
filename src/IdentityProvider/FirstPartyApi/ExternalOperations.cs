using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The reference of signing in with an account elsewhere.</summary>
internal static class ExternalOperations
{
    private const string Code = "rN0m1pYc1kq2v3w4x5y6z7A8B9C0D1E2F3G4H5I6J7K";
    private const string State = "K7J6I5H4G3F2E1D0C9B8A7z6y5x4w3v2qk1cYp1m0Nr";
    private const string NotFound = "No provider of this name is set up.";

    private static readonly OperationParameter Provider = new(
        "provider", "path", "`google`, `github`, or the name of an OpenID provider of the configuration.")
    { Example = "google" };

    public static Operation Begin { get; } = new("beginExternalSignIn", FirstPartyDescription.SignIn, "Get the way to a provider",
        "Keep `state`, and lead the browser to `authorization_url`. It comes back to `return_to` with `state` and `code`, or with `state` "
        + "and `error`: `access_denied` when the person did not want to, else `server_error`. The answer sets a cookie, so send cookies "
        + "along: only this browser can use the code.")
    {
        Parameters =
        [
            Provider,
            new("return_to", "query", "The app's page: one of `Identity:FirstPartyRedirectUris`, or the issuer followed by `/`.")
            {
                Format = "uri",
                Example = "https://app.example.com/signed-in",
            },
        ],
        Answer = typeof(ApiEnvelope<ExternalDepartureAnswer>),
        AnswerText = "The way there.",
        AnswerExample = new ApiEnvelope<ExternalDepartureAnswer>(
            true, "Lead the browser there.",
            new ExternalDepartureAnswer { AuthorizationUrl = "https://accounts.google.com/o/oauth2/v2/auth?client_id=…", State = State }),
        AnswerHeaders = new Dictionary<string, string>
        {
            ["Set-Cookie"] = "What ties the code to this browser, as `__Host-identity-oauth`.",
        },
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status400BadRequest] = "`return_to` is not registered.",
            [StatusCodes.Status403Forbidden] = "`origin_refused`: the page that asks is not of the origin of `return_to`.",
            [StatusCodes.Status404NotFound] = NotFound,
            [StatusCodes.Status503ServiceUnavailable] = "The provider cannot be reached now.",
        },
        Scope = null,
    };

    public static Operation Complete { get; } = new(
        "completeExternalSignIn", FirstPartyDescription.SignIn, "Sign in with an account elsewhere",
        "The code is good once, for a minute, at this provider, for the page's origin, with its `state`, in the browser that asked. "
        + "Answers as `login` does.")
    {
        Parameters = [Provider],
        Body = typeof(ExternalCodeRequest),
        BodyExample = new { code = Code, state = State },
        Answer = typeof(ApiEnvelope<SignInAnswer>),
        AnswerText = "Tokens, or a token for the second step.",
        AnswerExample = new ApiEnvelope<SignInAnswer>(true, "You are signed in.", SignInOperations.Tokens),
        AnswerHeaders = SignInOperations.SetsCookie,
        Refusals = SignInOperations.With(
            (StatusCodes.Status401Unauthorized, "`invalid_code`: begin anew."),
            (StatusCodes.Status403Forbidden, "`origin_refused`. Or `account_not_linked`: nobody here has linked that account, and on the "
                + "page `/external-login` this browser's person can make an account or link it. Or `account_refused`, "
                + "`account_pending_deletion`, `email_not_verified`, `mfa_enrolment_required`."),
            (StatusCodes.Status404NotFound, NotFound)),
        Scope = null,
    };
}
