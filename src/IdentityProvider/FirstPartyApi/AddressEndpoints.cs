using IdentityProvider.Attempts;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserDirectory.Links;

namespace IdentityProvider.FirstPartyApi;

/// <summary>What a person does with the mails that prove an address: the same for names that have an account and names that have none.</summary>
internal static class AddressEndpoints
{
    private const int LongestName = 256;
    private const string ConfirmedText = "The address is confirmed.";

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/auth/forgot-password", ForgotAsync).Describe(AddressOperations.Forgot);
        v1.MapPost("/auth/reset-password", ResetAsync).Describe(AddressOperations.Reset);
        v1.MapPost("/auth/verify-email", VerifyAsync).Describe(AddressOperations.Verify);
        v1.MapPost("/auth/resend-verification", ResendAsync).Describe(AddressOperations.Resend);
    }

    private static Task<IResult> ForgotAsync(HttpContext http, MailRequests requests, AttemptLimits limits, CancellationToken cancellationToken) =>
        AskAsync(http, limits, requests.ResetPasswordAsync, cancellationToken);

    private static Task<IResult> ResendAsync(HttpContext http, MailRequests requests, AttemptLimits limits, CancellationToken cancellationToken) =>
        AskAsync(http, limits, requests.VerifyEmailAsync, cancellationToken);

    private static async Task<IResult> AskAsync(
        HttpContext http, AttemptLimits limits, Func<string, UserDirectory.Audit.Actor, CancellationToken, Task> askAsync, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<MailWish>(out var asked, out var problem)) return problem;
        if (asked.Email.Length is 0 or > LongestName) return ApiProblem.Invalid("email", $"Write 1 to {LongestName} characters.");
        if (await limits.RefuseMailAsync(http, asked.Email) is { } wait) return ApiProblem.TooManyRequests(wait);
        await askAsync(asked.Email, AppSignIn.ActorOf(http, null), cancellationToken);
        return ApiResults.Done("If this is an account's address, a mail is on its way to it.");
    }

    private static async Task<IResult> ResetAsync(HttpContext http, PasswordByLink passwords, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<ResetPasswordRequest>(out var asked, out var problem)) return problem;
        var actor = AppSignIn.ActorOf(http, null);
        return await passwords.SetAsync(asked.Token, MailLinkKind.ResetPassword, asked.NewPassword, actor, cancellationToken) switch
        {
            PasswordByLinkOutcome.Set => ApiResults.Done("The password was set. Sign in with it."),
            PasswordByLinkOutcome.Invalid(var problems) => ApiProblem.Invalid(problems.Select(reason => ("new_password", reason))),
            PasswordByLinkOutcome.Busy(var retryAfter) => ApiProblem.Unavailable(retryAfter),
            _ => DeadLink(),
        };
    }

    private static async Task<IResult> VerifyAsync(
        HttpContext http, AppCallers callers, EmailVerification verification, AddressClaim claim, AttemptLimits limits, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<VerifyEmailRequest>(out var asked, out var problem)) return problem;
        if (await verification.FindAsync(asked.Token, cancellationToken) is not { UserId: var userId }) return DeadLink();
        if (asked.Password is not { Length: > 0 } password)
            return await ConfirmAsync(http, callers, verification, asked.Token, userId, cancellationToken);

        if (await limits.RefuseSignInAsync(http, userId.ToString()) is { } wait) return ApiProblem.TooManyRequests(wait);
        switch (await claim.ProveAsync(asked.Token, password, AppSignIn.ActorOf(http, null), cancellationToken))
        {
            case AddressClaimOutcome.Proved:
                return ApiResults.Done(ConfirmedText);
            case AddressClaimOutcome.Busy(var retryAfter):
                return ApiProblem.Unavailable(retryAfter);
            case AddressClaimOutcome.WrongPassword:
                await limits.CountFailureAsync(http);
                return BearerRefusal.WrongCredentials(http);
            default:
                return DeadLink();
        }
    }

    /// <summary>Without a password the caller must be signed in to the account: who reads a mail alone does not show that they registered.</summary>
    private static async Task<IResult> ConfirmAsync(
        HttpContext http, AppCallers callers, EmailVerification verification, string token, Guid userId, CancellationToken cancellationToken)
    {
        if (!(await callers.ReadAsync(http, cancellationToken)).TryGet(out var caller, out _) || caller.Session.Subject != userId.ToString())
            return new ApiProblem(
                StatusCodes.Status403Forbidden, "password_required",
                "Send the account's password too, or the access token of a session of it: the mail alone does not show who made the account.");
        return await verification.ConfirmAsync(token, userId, AppSignIn.ActorOf(http, userId), cancellationToken)
            ? ApiResults.Done(ConfirmedText)
            : DeadLink();
    }

    private static ApiProblem DeadLink() =>
        ApiProblem.BadRequest("invalid_link", "This link was used, is over, or was never made: ask for another mail.");
}

/// <summary>Whose mail is wished for.</summary>
internal sealed record MailWish
{
    /// <summary>An e-mail address or a user name.</summary>
    public required string Email { get; init; }
}

/// <summary>A new password, by the token of a link in a mail.</summary>
internal sealed record ResetPasswordRequest
{
    public required string Token { get; init; }

    public required string NewPassword { get; init; }

    /// <summary>Neither is for a log.</summary>
    public override string ToString() => nameof(ResetPasswordRequest);
}

/// <summary>The token of a link in a mail that proves an address.</summary>
internal sealed record VerifyEmailRequest
{
    public required string Token { get; init; }

    /// <summary>Of the account; not needed with the access token of a session of it.</summary>
    public string? Password { get; init; }

    /// <summary>Both are secrets.</summary>
    public override string ToString() => nameof(VerifyEmailRequest);
}
