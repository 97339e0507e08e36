using System.Net.Mime;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using OidcEngine.Sessions;
using ServiceDefaults.Problems;
using ServiceDefaults.RateLimiting;
using UserDirectory.Passkeys;

namespace IdentityProvider.Passkeys;

/// <summary>What the script of the pages asks before it asks an authenticator: options for <c>navigator.credentials</c> (WebAuthn §5.4 and §5.5), each
/// with a challenge that this browser may answer once, within five minutes. The answer is posted to the page as a form.</summary>
internal static class PasskeyOptions
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var options = routes.MapGroup("/passkeys").LimitRate(limits => limits.Pages);
        options.MapPost("/registration-options", RegisterAsync).AddEndpointFilter<FormTokenFilter>();
        options.MapPost("/sign-in-options", SignInAsync).AddEndpointFilter<FormTokenFilter>();
        options.MapPost("/enrolment-options", EnrolAsync).AddEndpointFilter<FormTokenFilter>();
        options.MapPost("/second-step-options", SecondStepAsync).AddEndpointFilter<FormTokenFilter>();
    }

    /// <summary>Options to make a passkey with; 401 for strangers, 403 for who signed in too long ago.</summary>
    private static async Task<IResult> RegisterAsync(
        HttpContext http, PasskeyRegistration passkeys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (EndUser.From(http.User) is not { } session || http.User.UserId() is not { } userId) return ApiProblem.Unauthorized("Sign in first.");
        if (FreshSignIn.IsDue(session, time.GetUtcNow())) return ApiProblem.Forbidden("Sign in again first.");
        return Answer(await passkeys.BeginAsync(userId, PasskeyCookie.Begin(http), cancellationToken));
    }

    /// <summary>Options to sign in with. They are the same for everybody: no name is asked for, and none taken.</summary>
    private static async Task<IResult> SignInAsync(HttpContext http, PasskeySignIn passkeys, CancellationToken cancellationToken) =>
        Answer(await passkeys.BeginAsync(PasskeyCookie.Begin(http), cancellationToken));

    /// <summary>Options for the second step of a sign-in that waits in this browser; 403 when none does.</summary>
    private static async Task<IResult> SecondStepAsync(HttpContext http, PasskeyStep passkeys, CancellationToken cancellationToken) =>
        Answer(await passkeys.BeginAsync(StepCookies.Handle(http), PasskeyCookie.Begin(http), cancellationToken));

    /// <summary>Options to make the passkey with that a sign-in in this browser waits for; 403 when none does, or it waits for one that there is.</summary>
    private static async Task<IResult> EnrolAsync(HttpContext http, PasskeyEnrolment passkeys, CancellationToken cancellationToken) =>
        Answer(await passkeys.BeginAsync(StepCookies.Handle(http), PasskeyCookie.Begin(http), cancellationToken));

    private static IResult Answer(string? options) =>
        options is null ? ApiProblem.Forbidden("Sign in first.") : TypedResults.Text(options, MediaTypeNames.Application.Json);
}
