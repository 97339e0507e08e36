using ServiceDefaults.Idempotency;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;

namespace UserDirectory.Idempotency;

/// <summary>The first request of a key, with the transaction that it runs in.</summary>
internal sealed class IdempotentWork(
    IdentityDb db,
    WriteTransaction write,
    IDisposable turn,
    MasterKey masterKey,
    TimeProvider time,
    byte[] id,
    byte[] wrappedBodyHash) : IIdempotentWork
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeptWithSecret = TimeSpan.FromMinutes(10);

    public async Task CommitAsync(IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear(); // what the endpoint meant to write it has saved
        db.Add(new IdempotencyRow
        {
            Id = id,
            WrappedBodyHash = wrappedBodyHash,
            Status = answer.Status,
            ContentType = answer.ContentType,
            Location = answer.Location,
            ETag = answer.ETag,
            WrappedBody = masterKey.Wrap(answer.Body.Span, IdempotencyStore.Purpose(id)),
            ExpiresAt = time.GetUtcNow() + (answer.HoldsSecret ? KeptWithSecret : Kept),
        });
        await db.SaveChangesAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await write.DisposeAsync();
        }
        finally
        {
            turn.Dispose();
        }
    }
}
