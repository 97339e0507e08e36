using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using UserDirectory.Database;
using UserDirectory.Database.Postgres;

namespace UserDirectory.Idempotency;

/// <summary>Knows which keys a request runs under, without waiting for it: in this process by a table, between instances by a lock
/// that falls with the transaction.</summary>
internal sealed class RunningKeys
{
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    /// <summary>Null when a request of this process runs under the key; else to be disposed when this one has ended.</summary>
    public IDisposable? TryTake(byte[] id)
    {
        var key = Convert.ToHexString(id);
        return _running.TryAdd(key, true) ? new Turn(_running, key) : null;
    }

    public static async Task<bool> TryLockAsync(IdentityDb db, byte[] id, CancellationToken cancellationToken)
    {
        if (db is not PostgresIdentityDb)
            return true; // one process has the file
        var number = BinaryPrimitives.ReadInt64BigEndian(id);
        return await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({number}) AS \"Value\"").SingleAsync(cancellationToken);
    }

    private sealed class Turn(ConcurrentDictionary<string, bool> running, string key) : IDisposable
    {
        public void Dispose() => running.TryRemove(key, out _);
    }
}
