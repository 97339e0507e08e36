using System.Text.Json;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserDirectory.SecondFactors;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The reference of the second step.</summary>
internal static class MfaOperations
{
    private const string Token = "vS2oW0y3pQb6m0D3uJt1kqv5f6v5a5u0n1oZr2yX3eE";
    private const string NotFresh =
        "`insufficient_user_authentication` (RFC 9470): this needs a sign-in of the last ten minutes. Or no access token, or one that is refused.";

    private static readonly string[] Codes = ["ABCDE-FGHIJ", "KLMNO-PQRST"];

    public static Operation Verify { get; } = new("verifyMfa", FirstPartyDescription.SecondStep, "Take the second step",
        "For the `mfa_token` of `login`: a code of `method` `totp`, `recovery_code` or `email_code`, or the `credential` of a passkey. The token is "
        + "good once, for ten minutes and five codes.")
    {
        Body = typeof(VerifyMfaRequest),
        BodyExample = new { mfa_token = Token, method = SecondFactorMethods.Totp, code = "492039" },
        Answer = typeof(ApiEnvelope<SignInAnswer>),
        AnswerText = "Tokens, as `login` answers.",
        AnswerExample = new ApiEnvelope<SignInAnswer>(true, "You are signed in.", SignInOperations.Tokens),
        AnswerHeaders = SignInOperations.SetsCookie,
        Refusals = SignInOperations.With(
            (StatusCodes.Status401Unauthorized, "`invalid_code`, or `invalid_mfa_token`: begin with `login` again.")),
        Scope = null,
    };

    public static Operation SendCode { get; } = new("sendMfaCode", FirstPartyDescription.SecondStep, "Have a code mailed",
        "Where `methods` names `email_code`. An account is mailed one code in a minute and five in an hour.")
    {
        Body = typeof(MfaTokenRequest),
        BodyExample = new { mfa_token = Token },
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It is on its way.",
        AnswerExample = new ApiEnvelope<object?>(true, "A code is on its way to the account's address.", null),
        Refusals = SignInOperations.With((StatusCodes.Status401Unauthorized, "`invalid_mfa_token`.")),
        Scope = null,
    };

    public static Operation PasskeyOptions { get; } = new("getMfaPasskeyOptions", FirstPartyDescription.SecondStep, "Ask for a passkey",
        "Where `methods` names `passkey`: options for `navigator.credentials.get`, whose answer goes to `verify-mfa` as `credential`. "
        + "The challenge is bound to the `mfa_token` and good once.")
    {
        Body = typeof(MfaTokenRequest),
        BodyExample = new { mfa_token = Token },
        Answer = typeof(ApiEnvelope<PasskeyOptionsAnswer>),
        AnswerText = "The options.",
        AnswerExample = new ApiEnvelope<PasskeyOptionsAnswer>(
            true, "OK", new PasskeyOptionsAnswer { PublicKey = JsonElement.Parse("""{"challenge":"9Jw…","rpId":"id.example.com","userVerification":"required"}""") }),
        Refusals = SignInOperations.With((StatusCodes.Status401Unauthorized, "`invalid_mfa_token`.")),
        Scope = null,
    };

    public static Operation Enable { get; } = new("enableMfa", FirstPartyDescription.SecondStep, "Set up an authenticator app",
        "Send `{}` for a key: `otpauth_uri` and its QR code, and `secret` to type. Then send `id` and the first `code` of the app: it counts from "
        + "then on, all other sessions and tokens end, and the answer holds new tokens and `recovery_codes`, which are shown once.")
    {
        Body = typeof(EnableMfaRequest),
        BodyExample = new EnableMfaRequest { Id = "2jK…", Code = "492039" },
        Answer = typeof(ApiEnvelope<SignInAnswer>),
        AnswerText = "With a code: tokens and recovery codes. Without: `id`, `secret`, `otpauth_uri` and `qr_svg`.",
        AnswerExample = new ApiEnvelope<SignInAnswer>(true, "The second step is on.", SignInOperations.Tokens with { RecoveryCodes = Codes }),
        AnswerHeaders = SignInOperations.SetsCookie,
        Refusals = SignInOperations.With((StatusCodes.Status401Unauthorized, NotFresh)),
        Scope = AppCallers.Scope,
    };

    public static Operation Disable { get; } = new("disableMfa", FirstPartyDescription.SecondStep, "Remove the authenticator app",
        "With its recovery codes. All other sessions and tokens end; this session goes on with the tokens of the answer.")
    {
        Body = typeof(EmptyRequest),
        BodyExample = new EmptyRequest(),
        Answer = typeof(ApiEnvelope<SignInAnswer>),
        AnswerText = "New tokens.",
        AnswerExample = new ApiEnvelope<SignInAnswer>(true, "The authenticator app was removed.", SignInOperations.Tokens),
        AnswerHeaders = SignInOperations.SetsCookie,
        Refusals = SignInOperations.With(
            (StatusCodes.Status401Unauthorized, NotFresh),
            (StatusCodes.Status409Conflict, "`mfa_not_removable`: there is none, or a role of the account wants one.")),
        Scope = AppCallers.Scope,
    };
}
