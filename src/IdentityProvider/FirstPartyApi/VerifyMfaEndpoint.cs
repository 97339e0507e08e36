using System.Text.Json;
using IdentityProvider.Attempts;
using IdentityProvider.Sessions;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserDirectory.Passkeys;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The second step of a sign-in: a code or a passkey for the <c>mfa_token</c> of the first one. The token is good once, for ten minutes
/// and five codes, and a passkey's challenge is bound to it.</summary>
internal static class VerifyMfaEndpoint
{
    private const string Path = "/auth/verify-mfa";

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost(Path, PostAsync).Describe(MfaOperations.Verify);
        v1.MapPost(Path + "/email-code", SendAsync).Describe(MfaOperations.SendCode);
        v1.MapPost(Path + "/passkey-options", BeginAsync).Describe(MfaOperations.PasskeyOptions);
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, PartialSignIns partial, StepProof codes, PasskeyStep passkeys, AppSignIn signIn, AttemptLimits limits,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<VerifyMfaRequest>(out var asked, out var problem)) return problem;
        if (asked.Problem() is { } wrong) return wrong;
        if (await partial.FindAsync(asked.MfaToken, cancellationToken) is not { First.UserId: var userId }) return BearerRefusal.NoStep(http);
        if (await limits.RefuseSignInAsync(http, $"second-step:{userId:D}") is { } wait) return ApiProblem.TooManyRequests(wait);

        var origin = BrowserSession.Origin(http);
        var outcome = asked.Credential is { } credential
            ? await ProveAsync(passkeys, asked.MfaToken, credential, origin, cancellationToken)
            : await codes.ProveAsync(asked.MfaToken, new StepCode(asked.Method, asked.Code!), origin, cancellationToken);
        switch (outcome)
        {
            case StepOutcome.Proved(var user):
                return await signIn.EnterAsync(http, user, cancellationToken);
            case StepOutcome.Gone:
                return BearerRefusal.NoStep(http);
            default:
                await limits.CountFailureAsync(http);
                return BearerRefusal.WrongCode(http);
        }
    }

    private static async Task<StepOutcome> ProveAsync(
        PasskeyStep passkeys, string mfaToken, JsonElement credential, SignInOrigin origin, CancellationToken cancellationToken) =>
        await passkeys.CompleteAsync(mfaToken, new PasskeyCredential(mfaToken, credential.GetRawText()), origin, cancellationToken) is { } user
            ? new StepOutcome.Proved(user)
            : new StepOutcome.Wrong();

    private static async Task<IResult> SendAsync(HttpContext http, EmailCodes mail, PartialSignIns partial, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<MfaTokenRequest>(out var asked, out var problem)) return problem;
        if (await partial.FindAsync(asked.MfaToken, cancellationToken) is not { First.UserId: var userId }) return BearerRefusal.NoStep(http);
        return await mail.SendAsync(asked.MfaToken, AppSignIn.ActorOf(http, userId), cancellationToken) switch
        {
            EmailCodeOutcome.Sent => ApiResults.Done("A code is on its way to the account's address."),
            EmailCodeOutcome.TooSoon => ApiProblem.TooManyRequests(TimeSpan.FromMinutes(1)),
            _ => BearerRefusal.NoStep(http),
        };
    }

    private static async Task<IResult> BeginAsync(HttpContext http, PasskeyStep passkeys, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<MfaTokenRequest>(out var asked, out var problem)) return problem;
        return await passkeys.BeginAsync(asked.MfaToken, asked.MfaToken, cancellationToken) is { } options
            ? ApiResults.Ok(new PasskeyOptionsAnswer { PublicKey = JsonElement.Parse(options) })
            : BearerRefusal.NoStep(http);
    }
}
