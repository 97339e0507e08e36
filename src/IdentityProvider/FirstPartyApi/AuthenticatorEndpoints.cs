using IdentityProvider.SecondFactors;
using IdentityProvider.Sessions;
using OidcEngine.FirstParty;
using ServiceDefaults.Configuration;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
using ServiceDefaults.Problems;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;
using UserDirectory.Users;

namespace IdentityProvider.FirstPartyApi;

/// <summary>Sets up and removes the caller's authenticator app. Both want a sign-in of the last minutes, and end everything but this session,
/// which goes on with the tokens of the answer.</summary>
internal static class AuthenticatorEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/auth/enable-mfa", EnableAsync).Describe(MfaOperations.Enable);
        v1.MapPost("/auth/disable-mfa", DisableAsync).Describe(MfaOperations.Disable);
    }

    private static async Task<IResult> EnableAsync(
        HttpContext http, AppCallers callers, AuthenticatorApps apps, UserProfiles profiles, AppSignIn signIn, PublicUrls urls, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!(await callers.ReadAsync(http, cancellationToken)).TryGet(out var caller, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<EnableMfaRequest>(out var asked, out problem)) return problem;
        if (FreshSignIn.IsDue(caller.Session, time.GetUtcNow())) return BearerRefusal.NotFresh(http);
        if (await PersonAsync(caller, profiles, cancellationToken) is not { } person) return BearerRefusal.Invalid(http);

        if (asked is { Id: null, Code: null })
            return ApiResults.Ok(Show(await apps.BeginAsync(person.UserId, cancellationToken), urls, person), "Send back the first code of the app.");
        if (asked.Id is null) return ApiProblem.Invalid("id", "Send the id of the key.");
        if (asked.Code is not { Length: > 0 and <= 64 }) return ApiProblem.Invalid("code", "Send the code that the app shows.");

        var (session, code, actor) = (caller.Session.SessionId, new EnrolmentCode(asked.Id, asked.Code), AppSignIn.ActorOf(http, person.UserId));
        return await apps.ConfirmAsync(person.UserId, session, code, actor, cancellationToken) switch
        {
            EnrolmentOutcome.Confirmed(var user, var codes) => await signIn.RenewAsync(
                http, session, user, "The second step is on. Keep the recovery codes: they are shown once.", cancellationToken, codes),
            EnrolmentOutcome.WrongCode => ApiProblem.Invalid("code", "The code is wrong: look at the clock of the device, and send the newest one."),
            _ => ApiProblem.Invalid("id", "This key does not wait any more: begin anew."),
        };
    }

    private static async Task<IResult> DisableAsync(
        HttpContext http, AppCallers callers, AuthenticatorApps apps, UserProfiles profiles, AppSignIn signIn, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!(await callers.ReadAsync(http, cancellationToken)).TryGet(out var caller, out var problem)) return problem;
        var body = await JsonBody.ReadAsync(http.Request, cancellationToken, JsonBody.Json);
        if (!body.TryGet<EmptyRequest>(out _, out problem)) return problem;
        if (FreshSignIn.IsDue(caller.Session, time.GetUtcNow())) return BearerRefusal.NotFresh(http);
        if (await PersonAsync(caller, profiles, cancellationToken) is not { } person) return BearerRefusal.Invalid(http);

        var session = caller.Session.SessionId;
        return await apps.RemoveAsync(person.UserId, session, AppSignIn.ActorOf(http, person.UserId), cancellationToken)
            ? await signIn.RenewAsync(http, session, person, "The authenticator app was removed.", cancellationToken)
            : ApiProblem.Conflict("mfa_not_removable", "There is no authenticator app, or a role of the account wants one: set up another in its place.");
    }

    private static async Task<SignedInUser?> PersonAsync(FirstPartyCaller caller, UserProfiles profiles, CancellationToken cancellationToken)
    {
        var session = caller.Session;
        var userId = Guid.Parse(session.Subject);
        return await profiles.FindAsync(userId, cancellationToken) is { } profile
            ? new SignedInUser(userId, profile.UserName, session.AuthTime, session.Acr, session.Amr)
            : null;
    }

    private static AuthenticatorAnswer Show(NewAuthenticator key, PublicUrls urls, SignedInUser person)
    {
        var shown = AuthenticatorView.Of(key, urls, person.UserName);
        return new AuthenticatorAnswer { Id = key.Id, Secret = key.Key, OtpauthUri = shown.Address, QrSvg = shown.Svg };
    }
}
