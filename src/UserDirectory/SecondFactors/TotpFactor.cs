using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.SecondFactors;

/// <summary>Codes of an authenticator app. A time step counts once, and none before one that was used (RFC 6238 §5.2).</summary>
internal sealed class TotpFactor(IdentityDb db, MasterKey masterKey, TimeProvider time) : ICodeFactor
{
    public string Method => SecondFactorMethods.Totp;

    public string Acr => AssuranceLevels.Two;

    public IReadOnlyList<string> Amr { get; } = [AuthenticationMethods.OneTimePassword, AuthenticationMethods.MultipleFactors];

    public async Task<bool> UseAsync(Guid userId, string code, string? handle, CancellationToken cancellationToken)
    {
        var keys = db.Set<TotpKeyRow>().Where(row => row.UserId == userId && row.WrappedKey != null);
        if (await keys.Select(row => row.WrappedKey).FirstOrDefaultAsync(cancellationToken) is not { } wrapped) return false;
        var now = time.GetUtcNow();
        if (TimeCodes.FindStep(masterKey.Unwrap(wrapped, Purpose(userId)), code, now) is not { } step) return false;
        return await keys.Where(row => row.WrappedKey == wrapped && row.LastStep < step).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LastStep, step).SetProperty(row => row.LastUsedAt, now), cancellationToken) == 1;
    }

    /// <summary>A key opens at its own account alone.</summary>
    public static string Purpose(Guid userId) => $"totp:{userId:D}";
}
