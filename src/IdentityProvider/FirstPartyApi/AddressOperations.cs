using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The reference of what goes by mail.</summary>
internal static class AddressOperations
{
    private const string Token = "rN0m1pYc1kq2v3w4x5y6z7A8B9C0D1E2F3G4H5I6J7K";
    private const string DeadLink = "`invalid_link`: it was used, is over, or was never made. Or the request breaks a rule; `errors` names each member.";

    public static Operation Forgot { get; } = Ask("forgotPassword", "Ask for a link to set a new password",
        "The answer is the same for every address, and takes the same time. The link leads to the provider's own page; its `token` is also good for "
        + "`reset-password`, once.");

    public static Operation Resend { get; } = Ask("resendVerification", "Ask for another link that confirms the address",
        "The answer is the same for every address. To one that is confirmed no mail is sent.");

    public static Operation Reset { get; } = new("resetPassword", FirstPartyDescription.Account, "Set a new password by the token of a mail",
        "Ends all sessions and tokens of the account and signs nobody in: a second step is asked for as ever.")
    {
        Body = typeof(ResetPasswordRequest),
        BodyExample = new { token = Token, new_password = "another Passphrase 8!" },
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It is set.",
        AnswerExample = new ApiEnvelope<object?>(true, "The password was set. Sign in with it.", null),
        Refusals = SignInOperations.With((StatusCodes.Status400BadRequest, DeadLink)),
        Scope = null,
    };

    public static Operation Verify { get; } = new("verifyEmail", FirstPartyDescription.Account, "Confirm the address by the token of a mail",
        "Once. The mail alone does not show that its reader made the account, so send the password too, or the access token of a session of the account. "
        + "Who knows neither takes the account over with `forgot-password`, which removes what was set up in it before.")
    {
        Body = typeof(VerifyEmailRequest),
        BodyExample = new { token = Token, password = "a long Passphrase 7!" },
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "It is confirmed.",
        AnswerExample = new ApiEnvelope<object?>(true, "The address is confirmed.", null),
        Refusals = SignInOperations.With(
            (StatusCodes.Status400BadRequest, DeadLink), (StatusCodes.Status401Unauthorized, "The password is wrong."),
            (StatusCodes.Status403Forbidden, "Neither the password nor an access token of the account was sent.")),
        Scope = null,
    };

    private static Operation Ask(string id, string summary, string description) => new(id, FirstPartyDescription.Account, summary, description)
    {
        Body = typeof(MailWish),
        BodyExample = new MailWish { Email = "alice@example.com" },
        Answer = typeof(ApiEnvelope<object>),
        AnswerText = "A mail is on its way, if there is such an account.",
        AnswerExample = new ApiEnvelope<object?>(true, "If this is an account's address, a mail is on its way to it.", null),
        Refusals = SignInOperations.With(),
        Scope = null,
    };
}
