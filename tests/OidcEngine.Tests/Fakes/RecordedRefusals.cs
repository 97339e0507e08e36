using System.Collections.Concurrent;
using OidcEngine.Refusals;

namespace OidcEngine.Tests.Fakes;

internal sealed class RecordedRefusals : IRefusalSink
{
    public ConcurrentQueue<RefusedRequest> Taken { get; } = new();

    public void Take(RefusedRequest request) => Taken.Enqueue(request);
}
