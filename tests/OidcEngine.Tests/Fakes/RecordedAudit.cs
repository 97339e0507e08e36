using System.Collections.Concurrent;
using OidcEngine.Auditing;

namespace OidcEngine.Tests.Fakes;

internal sealed class RecordedAudit : IProtocolAudit
{
    public ConcurrentQueue<ProtocolEvent> Entries { get; } = new();

    public Task RecordAsync(ProtocolEvent entry, CancellationToken cancellationToken)
    {
        Entries.Enqueue(entry);
        return Task.CompletedTask;
    }
}
