using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Idempotency;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;
using UserDirectory.Database.Sqlite;

namespace UserDirectory.Idempotency;

/// <summary>Keeps answers in the transaction of the request's own context. What is kept says nothing to who reads the database.</summary>
internal sealed class IdempotencyStore(IdentityDb db, RunningKeys running, MasterKey masterKey, TimeProvider time) : IIdempotencyStore
{
    public async Task<IdempotencyOutcome> BeginAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        var id = Id(request);
        if (running.TryTake(id) is not { } turn)
            return new IdempotencyOutcome.StillRunning();

        WriteTransaction? write = null;
        try
        {
            // One process has an SQLite file, and it knows the keys that run. So the turn to write is only taken with the first write,
            // and a password is hashed before it.
            if (db is not SqliteIdentityDb) write = await db.BeginWriteAsync(cancellationToken);
            var outcome = await RunningKeys.TryLockAsync(db, id, cancellationToken)
                ? await FindAsync(id, request.BodyHash, cancellationToken)
                : new IdempotencyOutcome.StillRunning();
            if (outcome is null)
            {
                var work = new IdempotentWork(db, write, turn, masterKey, time, id, masterKey.Wrap(request.BodyHash.Span, Purpose(id)));
                (write, turn) = (null, null);
                return new IdempotencyOutcome.First(work);
            }

            return outcome;
        }
        finally
        {
            if (write is not null)
                await write.DisposeAsync();
            turn?.Dispose();
        }
    }

    /// <summary>Binds what is wrapped to its row.</summary>
    internal static string Purpose(byte[] id) => $"idempotency:{Convert.ToHexString(id)}";

    // Each part is preceded by its length: no two requests have the same text.
    private static byte[] Id(IdempotentRequest request)
    {
        string[] parts = [request.Caller, request.Method, request.Path, request.Key];
        var text = string.Concat(parts.Select(part => $"{part.Length}:{part}"));
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    private async Task<IdempotencyOutcome?> FindAsync(byte[] id, ReadOnlyMemory<byte> bodyHash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await db.Set<IdempotencyRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } kept)
            return null;
        if (kept.ExpiresAt <= now)
        {
            await using var write = await db.BeginWriteAsync(cancellationToken);
            await db.Set<IdempotencyRow>().Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);
            await write.CommitAsync(cancellationToken);
            return null;
        }

        var known = masterKey.Unwrap(kept.WrappedBodyHash, Purpose(id));
        if (!CryptographicOperations.FixedTimeEquals(known, bodyHash.Span))
            return new IdempotencyOutcome.OtherBody();
        var body = masterKey.Unwrap(kept.WrappedBody, Purpose(id));
        return new IdempotencyOutcome.Answered(
            new IdempotentAnswer(kept.Status, kept.ContentType, kept.Location, kept.ETag, body, HoldsSecret: false));
    }
}
