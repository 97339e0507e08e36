using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using OidcEngine.Refusals;
using ServiceDefaults.Requests;

namespace UserDirectory.Refusals;

/// <summary>Refused requests on their way to the database. Whoever is refused never waits for it: what finds no room is dropped and
/// counted.</summary>
internal sealed class RefusalQueue : IRefusalSink
{
    private const int MostWaiting = 1000;

    private readonly Channel<RefusedRequest> _waiting = Channel.CreateBounded<RefusedRequest>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly RefusalBudget _budget;
    private readonly IHttpContextAccessor _requests;
    private readonly Counter<long> _dropped;

    public RefusalQueue(RefusalBudget budget, IHttpContextAccessor requests, IMeterFactory meters)
    {
        (_budget, _requests) = (budget, requests);
        _dropped = meters.Create(UserDirectorySetup.MeterName)
            .CreateCounter<long>("identity.refusals.dropped", "{request}", "Refused requests that were not kept for looking up");
    }

    public ChannelReader<RefusedRequest> Reader => _waiting.Reader;

    public void Take(RefusedRequest request)
    {
        var network = _requests.HttpContext is { } http ? ClientAddress.NetworkOf(http) : "unknown";
        if (!_budget.TryTake(network, request.ClientId, request.Error.Reason?.Rule ?? request.Error.Code))
            Drop(1, "budget");
        else if (!_waiting.Writer.TryWrite(request))
            Drop(1, "queue");
    }

    public void Drop(int count, string reason) => _dropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
}
