using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.Audit;

/// <summary>Finds and makes the keys of people's values in the trail. They are not cached: a key is gone everywhere when it is erased.</summary>
internal sealed class SubjectKeys(MasterKey masterKey)
{
    private const int KeyLength = 32;
    private const string Purpose = "audit.subject_key";

    /// <summary>Null when the subject was erased: nothing more is written about it.</summary>
    public async Task<byte[]?> GetOrCreateAsync(IdentityDb db, Guid subject, CancellationToken cancellationToken)
    {
        if (await RowAsync(db, subject, cancellationToken) is { } row) return Open(row);

        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var wrapped = masterKey.Wrap(key, Purpose);
        var created = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO subject_keys (subject_id, wrapped_key) VALUES ({subject}, {wrapped}) ON CONFLICT (subject_id) DO NOTHING",
            cancellationToken);
        // Of two first records at once, one made the key, and the other reads it.
        return created == 1 ? key : Open((await RowAsync(db, subject, cancellationToken))!);
    }

    /// <summary>The keys that are there and not erased.</summary>
    public async Task<IReadOnlyDictionary<Guid, byte[]>> FindAsync(IdentityDb db, IEnumerable<Guid> subjects, CancellationToken cancellationToken)
    {
        var ids = subjects.Distinct().ToList();
        var rows = await db.Set<SubjectKey>().AsNoTracking()
            .Where(key => ids.Contains(key.SubjectId) && key.WrappedKey != null)
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.SubjectId, row => Open(row)!);
    }

    /// <summary>Empties the key for good. What was written under it cannot be read any more; the chain stays whole.</summary>
    public static Task EraseAsync(IdentityDb db, Guid subject, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Set<SubjectKey>().Where(key => key.SubjectId == subject).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.WrappedKey, (byte[]?)null).SetProperty(key => key.ErasedAt, now), cancellationToken);

    private static Task<SubjectKey?> RowAsync(IdentityDb db, Guid subject, CancellationToken cancellationToken) =>
        db.Set<SubjectKey>().AsNoTracking().FirstOrDefaultAsync(key => key.SubjectId == subject, cancellationToken);

    private byte[]? Open(SubjectKey row) => row.WrappedKey is { } wrapped ? masterKey.Unwrap(wrapped, Purpose) : null;
}
