using ServiceDefaults.Idempotency;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.Idempotency;

/// <summary>The first request of a key, with the transaction that it runs in.</summary>
internal sealed class IdempotentWork : IIdempotentWork
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeptWithSecret = TimeSpan.FromMinutes(10);

    private readonly IdentityDb _db;
    private readonly IDisposable _turn;
    private readonly MasterKey _masterKey;
    private readonly TimeProvider _time;
    private readonly byte[] _id;
    private readonly byte[] _wrappedBodyHash;
    private WriteTransaction? _write;

    /// <param name="db">The context of the request.</param>
    /// <param name="write">The open transaction; null lets the first write begin it.</param>
    /// <param name="turn">That this request alone runs under the key.</param>
    public IdempotentWork(
        IdentityDb db, WriteTransaction? write, IDisposable turn, MasterKey masterKey, TimeProvider time, byte[] id, byte[] wrappedBodyHash)
    {
        (_db, _write, _turn, _masterKey, _time, _id, _wrappedBodyHash) = (db, write, turn, masterKey, time, id, wrappedBodyHash);
        if (write is null) db.BeginLater(BeginAsync);
    }

    public async Task CommitAsync(IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        if (_write is null) await BeginAsync(cancellationToken); // nothing was written
        _db.ChangeTracker.Clear(); // what the endpoint meant to write it has saved
        _db.Add(new IdempotencyRow
        {
            Id = _id,
            WrappedBodyHash = _wrappedBodyHash,
            Status = answer.Status,
            ContentType = answer.ContentType,
            Location = answer.Location,
            ETag = answer.ETag,
            WrappedBody = _masterKey.Wrap(answer.Body.Span, IdempotencyStore.Purpose(_id)),
            ExpiresAt = _time.GetUtcNow() + (answer.HoldsSecret ? KeptWithSecret : Kept),
        });
        await _db.SaveChangesAsync(cancellationToken);
        await _write!.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _db.BeginLater(null);
            if (_write is not null) await _write.DisposeAsync();
        }
        finally
        {
            _turn.Dispose();
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        _db.BeginLater(null);
        _write = await _db.BeginWriteAsync(cancellationToken);
    }
}
