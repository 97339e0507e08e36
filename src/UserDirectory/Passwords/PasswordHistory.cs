using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Users;

namespace UserDirectory.Passwords;

/// <summary>Remembers a person's last passwords, so that they do not come again.</summary>
internal sealed class PasswordHistory(IdentityDb db, PasswordHashes hashes, PasswordPolicyOptions options, TimeProvider time)
{
    public async Task<HashTurn<bool>> HoldsAsync(User user, string password, CancellationToken cancellationToken)
    {
        if (options.History == 0) return new HashTurn<bool>(true, false, TimeSpan.Zero);
        var stored = await Newest(user.Id).Take(options.History - 1).Select(former => former.PasswordHash).ToListAsync(cancellationToken);
        if (user.PasswordHash is { } present) stored.Insert(0, present);
        return await hashes.IsAnyOfAsync(password, stored, cancellationToken);
    }

    /// <summary>In the caller's transaction: the password that the person had until now becomes a former one, and the oldest is forgotten.</summary>
    public async Task KeepAsync(User user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (user.PasswordHash is { } present && options.History > 1)
            db.Add(new FormerPassword { Id = Guid.CreateVersion7(now), UserId = user.Id, PasswordHash = present, CreatedAt = now });
        var forgotten = await Newest(user.Id).Skip(Math.Max(0, options.History - 2)).Select(former => former.Id).ToListAsync(cancellationToken);
        await db.Set<FormerPassword>().Where(former => forgotten.Contains(former.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<FormerPassword> Newest(Guid userId) =>
        db.Set<FormerPassword>().AsNoTracking().Where(former => former.UserId == userId).OrderByDescending(former => former.CreatedAt).ThenByDescending(former => former.Id);
}
