namespace UserDirectory.Refusals;

/// <summary>Bounds what strangers can make this instance write: in ten minutes so many refusals from one network, so many that name one
/// client, and so many in all. Beyond that they are counted and not kept. What it remembers is bounded by the last of the three.</summary>
internal sealed class RefusalBudget(TimeProvider time)
{
    public const int PerNetwork = 120;
    public const int PerClient = 200;
    public const int InAll = 500;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _networks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _clients = new(StringComparer.Ordinal);
    private DateTimeOffset _windowEnd = DateTimeOffset.MinValue;
    private int _taken;

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryTake(string network, string? clientId)
    {
        lock (_lock)
        {
            Turn();
            if (_taken >= InAll) return false;
            var (ofNetwork, ofClient) = (_networks.GetValueOrDefault(network), _clients.GetValueOrDefault(clientId ?? ""));
            if (ofNetwork >= PerNetwork || ofClient >= PerClient) return false;

            _taken++;
            _networks[network] = ofNetwork + 1;
            _clients[clientId ?? ""] = ofClient + 1;
            return true;
        }
    }

    private void Turn()
    {
        var now = time.GetUtcNow();
        if (now < _windowEnd) return;
        _windowEnd = now + Window;
        _taken = 0;
        _networks.Clear();
        _clients.Clear();
    }
}
