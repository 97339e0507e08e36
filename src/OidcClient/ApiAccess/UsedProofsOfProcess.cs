using System.Collections.Concurrent;
using Jose;

namespace OidcClient.ApiAccess;

/// <summary>The used proofs in the memory of this process, until they could be used no more.</summary>
internal sealed class UsedProofsOfProcess(TimeProvider time) : IUsedProofs
{
    private static readonly TimeSpan Tidying = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);
    private long _tidied = time.GetUtcNow().UtcTicks;

    public ValueTask<bool> TakeAsync(string thumbprint, string id, DateTimeOffset usableUntil, CancellationToken cancellationToken)
    {
        Tidy(time.GetUtcNow());
        return ValueTask.FromResult(_ends.TryAdd(Convert.ToHexString(Handles.Hash($"{thumbprint} {id}")), usableUntil));
    }

    private void Tidy(DateTimeOffset now)
    {
        var last = Interlocked.Read(ref _tidied);
        if (now.UtcTicks - last < Tidying.Ticks || Interlocked.CompareExchange(ref _tidied, now.UtcTicks, last) != last) return;
        foreach (var (proof, end) in _ends)
            if (end < now) _ends.TryRemove(proof, out _);
    }
}
