using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;

namespace UserDirectory.Passkeys;

/// <summary>The challenges that are open (WebAuthn §13.4.3): each is answered once, or never. A browser may have several, as it has tabs.</summary>
internal sealed class PasskeyChallenges(IDbContextFactory<IdentityDb> databases, TimeProvider time)
{
    /// <summary>As long as browsers wait for an authenticator.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <param name="purpose">What it is for.</param>
    /// <param name="challenge">As the browser repeats it: base64url.</param>
    /// <param name="state">What the check of the answer needs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task KeepAsync(PasskeyPurpose purpose, string challenge, string state, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(new PasskeyChallengeRow
        {
            HandleHash = HashOf(purpose, challenge),
            Purpose = purpose.Name,
            UserId = purpose.UserId,
            State = state,
            ExpiresAt = time.GetUtcNow() + Lifetime,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Takes the challenge away, and gives its state to the one caller who did. Null when there is none for this purpose.</summary>
    public async Task<string?> TakeAsync(PasskeyPurpose purpose, string challenge, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = HashOf(purpose, challenge);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var fitting = db.Set<PasskeyChallengeRow>()
            .Where(row => row.HandleHash == hash && row.Purpose == purpose.Name && row.UserId == purpose.UserId && row.ExpiresAt > now);
        var state = await fitting.Select(row => row.State).SingleOrDefaultAsync(cancellationToken); // it never changes
        if (state is null) return null;

        await using var write = await db.BeginWriteAsync(cancellationToken);
        var taken = await fitting.ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return taken == 1 ? state : null;
    }

    private static byte[] HashOf(PasskeyPurpose purpose, string challenge) => Jose.Handles.Hash("passkey", $"{purpose.Browser}.{challenge}");
}
