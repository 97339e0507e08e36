using System.Collections.Concurrent;
using Load.Sockets;

namespace Load.Scenarios;

/// <summary>Prepared requests, each sent once by whichever worker comes first: for what can be redeemed once.</summary>
internal sealed class EachOnce(ConcurrentQueue<byte[]> requests) : IRequestSource
{
    public ReadOnlyMemory<byte>? Next() => requests.TryDequeue(out var request) ? request : (ReadOnlyMemory<byte>?)null;

    public void Answered(Connection connection)
    {
        // What it bought is not used.
    }
}
