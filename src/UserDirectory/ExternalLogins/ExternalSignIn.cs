using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.SecondFactors;
using UserDirectory.SignIn;

namespace UserDirectory.ExternalLogins;

/// <summary>Signs people in by an account elsewhere that they have linked. Issuer and subject alone say whose it is, never an address.</summary>
public sealed class ExternalSignIn
{
    private readonly IdentityDb _db;
    private readonly AccountEntrance _entrance;
    private readonly TimeProvider _time;

    internal ExternalSignIn(IdentityDb db, AccountEntrance entrance, TimeProvider time) => (_db, _entrance, _time) = (db, entrance, time);

    /// <returns>As <see cref="AccountEntrance"/> says; null when nobody has linked the account.</returns>
    public async Task<SignInOutcome?> SignInAsync(string issuer, string subject, SignInOrigin origin, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var write = await _db.BeginWriteAsync(cancellationToken);
        var link = _db.Set<ExternalLoginRow>().Where(login => login.Issuer == issuer && login.Subject == subject);
        if (await link.ExecuteUpdateAsync(set => set.SetProperty(login => login.LastUsedAt, now), cancellationToken) == 0) return null;

        var userId = await link.Select(login => login.UserId).SingleAsync(cancellationToken);
        var outcome = await _entrance.EnterAsync(userId, AssuranceLevels.One, [AuthenticationMethods.Federated], origin, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return outcome;
    }
}
