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

    private static async Task<IResult> VerifyAsync(HttpContext http, EmailVerification verification, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<MailTokenRequest>(out var asked, out var problem)) return problem;
        return await verification.ConfirmAsync(asked.Token, AppSignIn.ActorOf(http, null), cancellationToken)
            ? ApiResults.Done("The address is confirmed.")
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

/// <summary>The token of a link in a mail.</summary>
internal sealed record MailTokenRequest
{
    public required string Token { get; init; }

    /// <summary>It is a secret.</summary>
    public override string ToString() => nameof(MailTokenRequest);
}
