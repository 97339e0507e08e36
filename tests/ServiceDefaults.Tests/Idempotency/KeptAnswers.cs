using System.Collections.Concurrent;
using ServiceDefaults.Idempotency;

namespace ServiceDefaults.Tests.Idempotency;

/// <summary>A store in memory, with the same outcomes as that of the database.</summary>
internal sealed class KeptAnswers : IIdempotencyStore
{
    private readonly ConcurrentDictionary<(string Caller, string Method, string Path, string Key), Entry> _entries = new();

    public IEnumerable<IdempotentAnswer> Answers => _entries.Values.Select(entry => entry.Answer).OfType<IdempotentAnswer>();

    public Task<IdempotencyOutcome> BeginAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        var key = (request.Caller, request.Method, request.Path, request.Key);
        var mine = new Entry(Convert.ToHexString(request.BodyHash.Span));
        var entry = _entries.GetOrAdd(key, mine);
        return Task.FromResult<IdempotencyOutcome>(
            ReferenceEquals(entry, mine) ? new IdempotencyOutcome.First(new Work(this, key, entry))
            : entry.BodyHash != mine.BodyHash ? new IdempotencyOutcome.OtherBody()
            : entry.Answer is { } answer ? new IdempotencyOutcome.Answered(answer)
            : new IdempotencyOutcome.StillRunning());
    }

    private sealed class Entry(string bodyHash)
    {
        public string BodyHash => bodyHash;

        public IdempotentAnswer? Answer { get; set; }
    }

    private sealed class Work(KeptAnswers store, (string, string, string, string) key, Entry entry) : IIdempotentWork
    {
        public Task CommitAsync(IdempotentAnswer answer, CancellationToken cancellationToken)
        {
            entry.Answer = answer;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            if (entry.Answer is null) store._entries.TryRemove(key, out _);
            return ValueTask.CompletedTask;
        }
    }
}
