using OidcEngine.Authorization;
using OidcEngine.Sessions;
using UserDirectory.SecondFactors;

namespace IdentityProvider.SecondFactors;

/// <summary>Whether somebody who is signed in by one factor only lacks the second for what an app asks.</summary>
internal sealed class StepUp(FactorLookup factors, TimeProvider time)
{
    private static readonly string[] Anew = ["login", "create", "select_account"];

    /// <summary>Whether the second step alone answers the request. Where the app wants a new sign-in, or another account, it does not; nor for
    /// somebody who has no authenticator app: a passkey is both factors, and is shown where one signs in.</summary>
    public async Task<bool> IsEnoughAsync(EndUserSession? session, PendingAuthorization? pending, CancellationToken cancellationToken) =>
        session is { Acr: AssuranceLevels.One }
        && pending is not null && pending.Demand().IsWished
        && !pending.Prompts.Any(Anew.Contains)
        && (pending.MaxAge is not { } age || time.GetUtcNow() - session.AuthTime <= age)
        && Guid.TryParse(session.Subject, out var userId)
        && await factors.FindAsync(userId, cancellationToken) is { Totp: true };
}
