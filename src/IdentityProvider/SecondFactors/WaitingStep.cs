using IdentityProvider.Sessions;
using OidcEngine.Sessions;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;
using static IdentityProvider.ReturnUrls.LocalUrl;

namespace IdentityProvider.SecondFactors;

/// <summary>Finds the second step that this browser owes.</summary>
internal sealed class WaitingStep(PartialSignIns partial, FactorLookup factors, SignInFlow flow, RememberedDevices remembered)
{
    /// <summary>Null when it owes none.</summary>
    public async Task<OpenStep?> FindAsync(HttpContext http, string? returnUrl, CancellationToken cancellationToken) =>
        StepCookies.Handle(http) is { } handle && await partial.FindAsync(handle, cancellationToken) is { } waiting
            ? await OfSignInAsync(http, handle, waiting, cancellationToken)
            : await OfSessionAsync(http, LocalOrHome(returnUrl), cancellationToken);

    private async Task<OpenStep?> OfSignInAsync(HttpContext http, string handle, PartialSignIn waiting, CancellationToken cancellationToken)
    {
        if (await factors.FindAsync(waiting.First.UserId, cancellationToken) is not { } owned) return null;
        var mayBeRemembered = !owned.RequiredByRole && remembered.Lifetime > TimeSpan.Zero;
        return await flow.NextAsync(http, waiting.First, waiting.ReturnUrl) switch
        {
            SecondStep.Due(var methods) => new OpenStep(handle, null, waiting.First, waiting.ReturnUrl, methods, mayBeRemembered, waiting.MailedAt is not null),
            SecondStep.EnrolmentDue => new OpenStep(handle, null, waiting.First, waiting.ReturnUrl, [], false, false),
            _ => null,
        };
    }

    private async Task<OpenStep?> OfSessionAsync(HttpContext http, string returnUrl, CancellationToken cancellationToken) =>
        EndUser.From(http.User) is { Acr: AssuranceLevels.One } session
        && http.User.UserId() is { } userId && http.User.UserName() is { } name
        && await factors.FindAsync(userId, cancellationToken) is { Totp: true } owned
            ? new OpenStep(
                null, session.SessionId, new SignedInUser(userId, name, session.AuthTime, session.Acr, session.Amr), returnUrl,
                [.. owned.Strong.Where(method => method != SecondFactorMethods.Passkey)], false, false) // by passkey one signs in anew
            : null;
}

/// <summary>A second step that is owed.</summary>
/// <param name="Handle">Of the sign-in that waits for it; null where somebody is signed in by one factor.</param>
/// <param name="Session">Of the one factor; null where a sign-in waits.</param>
/// <param name="Person">Who has proved the first factor.</param>
/// <param name="Methods">What does, the best first; empty when something is to be set up first.</param>
/// <param name="MayBeRemembered">Whether the person may leave it out in this browser next time.</param>
/// <param name="IsMailed">Whether a code was mailed.</param>
internal sealed record OpenStep(
    string? Handle, Guid? Session, SignedInUser Person, string ReturnUrl, IReadOnlyList<string> Methods, bool MayBeRemembered, bool IsMailed);
