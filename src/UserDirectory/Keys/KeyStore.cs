using Microsoft.EntityFrameworkCore;
using OidcEngine.Keys;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.Keys;

internal sealed class KeyStore(IDbContextFactory<IdentityDb> databases, MasterKey masterKey, TimeProvider time) : IKeyStore
{
    public async Task<IReadOnlyList<StoredKey>> LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ProtocolKey>().AsNoTracking()
            .Where(key => key.RemoveAt > now)
            .OrderBy(key => key.Purpose).ThenBy(key => key.Algorithm).ThenBy(key => key.Sequence)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(Open)];
    }

    public async Task<bool> AddAsync(StoredKey key, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await IsTakenAsync(db, key, cancellationToken))
            return false;
        db.Add(new ProtocolKey
        {
            KeyId = key.KeyId,
            Purpose = key.Purpose.ToString(),
            Algorithm = key.Algorithm,
            Sequence = key.Sequence,
            WrappedSecret = masterKey.Wrap(key.Secret, Purpose(key.KeyId)),
            CreatedAt = key.CreatedAt,
            ActiveFrom = key.ActiveFrom,
            ActiveUntil = key.ActiveUntil,
            RemoveAt = key.RemoveAt,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            if (await IsTakenAsync(db, key, cancellationToken)) // another instance was faster
                return false;
            throw;
        }
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var write = await db.BeginWriteAsync(cancellationToken);
        await db.Set<ProtocolKey>().Where(key => key.RemoveAt <= now).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    private static Task<bool> IsTakenAsync(IdentityDb db, StoredKey key, CancellationToken cancellationToken)
    {
        var purpose = key.Purpose.ToString();
        return db.Set<ProtocolKey>().AnyAsync(
            row => row.KeyId == key.KeyId || (row.Purpose == purpose && row.Algorithm == key.Algorithm && row.Sequence == key.Sequence),
            cancellationToken);
    }

    private StoredKey Open(ProtocolKey row) => new()
    {
        KeyId = row.KeyId,
        Purpose = Enum.Parse<KeyPurpose>(row.Purpose),
        Algorithm = row.Algorithm,
        Sequence = row.Sequence,
        Secret = masterKey.Unwrap(row.WrappedSecret, Purpose(row.KeyId)),
        CreatedAt = row.CreatedAt,
        ActiveFrom = row.ActiveFrom,
        ActiveUntil = row.ActiveUntil,
        RemoveAt = row.RemoveAt,
    };

    private static string Purpose(string keyId) => $"protocol-key:{keyId}";
}
