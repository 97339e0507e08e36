using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace UserDirectory.Database.Sqlite;

/// <summary>SQLite lets one connection write at a time, and lets the others poll. Here they queue: one gate for each file, shared
/// by all hosts of the process.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A gate lives as long as the process.")]
internal sealed class SqliteWriteGate
{
    private static readonly ConcurrentDictionary<string, SqliteWriteGate> Gates = new(StringComparer.Ordinal);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);

    private SqliteWriteGate() { }

    public static SqliteWriteGate Of(string path) => Gates.GetOrAdd(Path.GetFullPath(path), _ => new SqliteWriteGate());

    /// <summary>Waits for this caller's turn, which ends when the answer is disposed. A turn cannot be taken inside of another.</summary>
    /// <exception cref="TimeoutException">The writer before this one does not come to an end.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken) =>
        await _gate.WaitAsync(Patience, cancellationToken)
            ? new Turn(_gate)
            : throw new TimeoutException("The database file is held by a write that does not end.");

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
