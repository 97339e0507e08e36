namespace ServiceDefaults.Idempotency;

/// <summary>Remembers the answers to requests that carry an <c>Idempotency-Key</c>, in the transaction that creates what they answer.</summary>
public interface IIdempotencyStore
{
    /// <summary>Decides in one atomic step whether this request is the first of its key. When it is, a transaction is open
    /// on the request's database context, and what the endpoint then writes belongs to it.</summary>
    Task<IdempotencyOutcome> BeginAsync(IdempotentRequest request, CancellationToken cancellationToken);
}

/// <summary>The running first request of a key. Disposing without <see cref="CommitAsync"/> undoes everything, the key included.</summary>
public interface IIdempotentWork : IAsyncDisposable
{
    /// <summary>Keeps the answer, and commits it together with what the endpoint wrote.</summary>
    Task CommitAsync(IdempotentAnswer answer, CancellationToken cancellationToken);
}

/// <param name="Caller">Who asks: user, client or network. Keys of different callers never meet.</param>
/// <param name="BodyHash">SHA-256 of the body; the store keeps an HMAC of it.</param>
public sealed record IdempotentRequest(string Caller, string Method, string Path, string Key, ReadOnlyMemory<byte> BodyHash);

/// <param name="HoldsSecret">The body shows a secret: it is kept encrypted and for 10 minutes alone, else for 24 hours.</param>
public sealed record IdempotentAnswer(int Status, string? ContentType, string? Location, string? ETag, ReadOnlyMemory<byte> Body, bool HoldsSecret);

public abstract record IdempotencyOutcome
{
    private IdempotencyOutcome()
    {
    }

    public sealed record First(IIdempotentWork Work) : IdempotencyOutcome;

    public sealed record Answered(IdempotentAnswer Answer) : IdempotencyOutcome;

    /// <summary>The first request of this key has not ended.</summary>
    public sealed record StillRunning : IdempotencyOutcome;

    /// <summary>The key was used for another body.</summary>
    public sealed record OtherBody : IdempotencyOutcome;
}
