using IdentityProvider.Attempts;
using ServiceDefaults.Documentation;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserDirectory.Passwords;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Gives the caller another password. All other sessions and all tokens end; this session goes on with the tokens of the
/// answer.</summary>
internal static class ChangePasswordEndpoint
{
    public static void Map(RouteGroupBuilder v1) => v1.MapPost("/auth/change-password", PostAsync).Describe(SignInOperations.ChangePassword);

    private static async Task<IResult> PostAsync(
        HttpContext http, AppCallers callers, PasswordChange passwords, AppSignIn signIn, AttemptLimits limits, CancellationToken cancellationToken)
    {
        if (!(await callers.ReadAsync(http, cancellationToken)).TryGet(out var caller, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<ChangePasswordRequest>(out var asked, out problem)) return problem;
        var session = caller.Session;
        if (await limits.RefuseSignInAsync(http, session.Subject) is { } wait) return ApiProblem.TooManyRequests(wait);

        var userId = Guid.Parse(session.Subject);
        var actor = AppSignIn.ActorOf(http, userId);
        return await passwords.ChangeAsync(userId, asked.CurrentPassword, asked.NewPassword, session.SessionId, actor, cancellationToken) switch
        {
            PasswordChangeOutcome.Changed(var user) =>
                await signIn.RenewAsync(http, session.SessionId, user, "The password was changed.", cancellationToken),
            PasswordChangeOutcome.SessionEnded => BearerRefusal.Invalid(http),
            PasswordChangeOutcome.Busy(var retryAfter) => ApiProblem.Unavailable(retryAfter),
            PasswordChangeOutcome.Invalid(var problems) => ApiProblem.Invalid(problems.Select(reason => ("new_password", reason))),
            _ => ApiProblem.Invalid("current_password", "The password is wrong."),
        };
    }
}

/// <summary>The password that counts, and the one that is to count.</summary>
internal sealed record ChangePasswordRequest
{
    public required string CurrentPassword { get; init; }

    public required string NewPassword { get; init; }

    /// <summary>Neither is for a log.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}
