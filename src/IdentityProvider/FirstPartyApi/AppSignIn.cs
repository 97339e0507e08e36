using IdentityProvider.Requests;
using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using OidcEngine.Errors;
using OidcEngine.FirstParty;
using OidcEngine.Sessions;
using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserDirectory.Audit;
using UserDirectory.SecondFactors;
using UserDirectory.Sessions;
using UserDirectory.SignIn;

namespace IdentityProvider.FirstPartyApi;

/// <summary>What every way of signing in through the API ends with: the second step when one is due, else a session, an access token in the
/// answer and a refresh token in the cookie.</summary>
internal sealed class AppSignIn(
    FirstPartyTokens tokens, AppSessions sessions, UserSessions userSessions, BrowserSession browser, SecondSteps steps, PartialSignIns partial)
{
    /// <summary>For whatever became of a try to sign in; null when it was refused.</summary>
    public async Task<IResult?> EnterAsync(HttpContext http, SignInOutcome outcome, CancellationToken cancellationToken) => outcome switch
    {
        SignInOutcome.SignedIn(var user) => await EnterAsync(http, user, cancellationToken),
        SignInOutcome.PendingDeletion => PendingDeletion(),
        SignInOutcome.EmailUnverified => EmailUnverified(),
        SignInOutcome.Busy(var retryAfter) => ApiProblem.Unavailable(retryAfter),
        _ => null,
    };

    /// <summary>For somebody who has just proved who they are, by one factor or by two.</summary>
    public async Task<IResult> EnterAsync(HttpContext http, SignedInUser user, CancellationToken cancellationToken) =>
        await steps.DueAsync(user, StepDemand.None, StepCookies.RememberedDevice(http), cancellationToken) switch
        {
            SecondStep.None(var entering) => await OpenAsync(http, entering, cancellationToken),
            SecondStep.Due(var methods) => await BeginStepAsync(http, user, methods, cancellationToken),
            _ => new ApiProblem(
                StatusCodes.Status403Forbidden, "mfa_enrolment_required",
                "This account needs a second factor and has none yet. Set one up on the provider's sign-in page."),
        };

    /// <summary>Opens a session for somebody who owes no further step. The one that the cookie led to before ends.</summary>
    public async Task<IResult> OpenAsync(HttpContext http, SignedInUser user, CancellationToken cancellationToken)
    {
        if (await tokens.FindRefreshSpanAsync(cancellationToken) is not { } span) return Disabled();
        await EndCookieSessionAsync(http, cancellationToken);
        await browser.RememberAsync(http, user.UserId);
        if (await sessions.OpenAsync(user, Span(span), BrowserSession.Origin(http), cancellationToken) is not { } session)
            return BearerRefusal.WrongCredentials(http);
        return Answer(http, await tokens.StartAsync(session, cancellationToken), "You are signed in.");
    }

    /// <summary>New tokens in a session whose person has just proved again who they are, after all former ones ended.</summary>
    public async Task<IResult> RenewAsync(
        HttpContext http, Guid sessionId, SignedInUser user, string message, CancellationToken cancellationToken,
        IReadOnlyList<string>? recoveryCodes = null)
    {
        if (await tokens.FindRefreshSpanAsync(cancellationToken) is not { } span) return Disabled();
        return await sessions.RenewAsync(sessionId, user, Span(span), cancellationToken) is { } session
            ? Answer(http, await tokens.StartAsync(session, cancellationToken), message, recoveryCodes)
            : BearerRefusal.Invalid(http);
    }

    /// <summary>Ends the session that the cookie leads to, if it leads to one.</summary>
    public async Task EndCookieSessionAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (RefreshCookie.Find(http) is { } token && await tokens.FindGrantAsync(token, cancellationToken) is { } grant)
            await EndAsync(http, Guid.Parse(grant.Subject), grant.SessionId, cancellationToken);
    }

    /// <summary>Ends a session of this person, with all that hangs from it.</summary>
    public Task EndAsync(HttpContext http, Guid userId, Guid sessionId, CancellationToken cancellationToken) =>
        userSessions.EndAsync(userId, sessionId, SessionEndReason.SignedOut, ActorOf(http, userId), cancellationToken);

    /// <summary>Who is recorded as having acted.</summary>
    public static Actor ActorOf(HttpContext http, Guid? userId) => http.Actor() with { UserId = userId, ClientId = FirstPartyTokens.ClientId };

    /// <summary>Hands tokens out, or says why there are none.</summary>
    public static IResult Answer(
        HttpContext http, Result<FirstPartyTokenSet> result, string message, IReadOnlyList<string>? recoveryCodes = null)
    {
        if (!result.TryGet(out var set, out var error))
        {
            RefreshCookie.Delete(http);
            return error.Code == "unauthorized_client" ? Disabled() : BearerRefusal.Ended(http);
        }
        RefreshCookie.Set(http, set.RefreshToken, set.RefreshLifetime);
        return Tokens(set, message, recoveryCodes);
    }

    private async Task<IResult> BeginStepAsync(
        HttpContext http, SignedInUser user, IReadOnlyList<string> methods, CancellationToken cancellationToken) =>
        await partial.BeginAsync(user, "/", BrowserSession.Origin(http), cancellationToken) is { } handle
            ? ApiResults.Ok(new SignInAnswer { MfaRequired = true, MfaToken = handle, Methods = methods }, "A second step is due.")
            : BearerRefusal.WrongCredentials(http);

    private static Ok<ApiEnvelope<SignInAnswer>> Tokens(
        FirstPartyTokenSet set, string message, IReadOnlyList<string>? recoveryCodes) => ApiResults.Ok(
        new SignInAnswer
        {
            MfaRequired = false,
            AccessToken = set.AccessToken,
            TokenType = "Bearer",
            ExpiresIn = set.ExpiresIn,
            Scope = set.Scope,
            IdToken = set.IdToken,
            RecoveryCodes = recoveryCodes,
        },
        message);

    private static SessionSpan Span(RefreshSpan span) => new(span.Sliding, span.Absolute);

    // Who knows the password may know this. The choice to keep the account is made on the provider's own page.
    private static ApiProblem EmailUnverified() => new(
        StatusCodes.Status403Forbidden, "email_not_verified", "The e-mail address must be confirmed first: a mail with a link is on its way to it.");

    private static ApiProblem PendingDeletion() => new(
        StatusCodes.Status403Forbidden, "account_pending_deletion",
        "This account is to be deleted, as its owner asked. To keep it, sign in on the provider's sign-in page.");

    private static ApiProblem Disabled() => new(
        StatusCodes.Status403Forbidden, "client_disabled", "First-party apps are switched off here at the moment.");
}
