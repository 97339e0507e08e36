namespace UserDirectory.Refusals;

/// <summary>Bounds what strangers can make this instance write: in ten minutes so many refusals by one rule from one network, so many from
/// that network at all, so many that name one client, and so many in all. Beyond that they are counted and not kept. So one app that fails
/// at one thing again and again pushes out nothing else. What is remembered here is bounded by the last of the four.</summary>
internal sealed class RefusalBudget(TimeProvider time)
{
    public const int PerRule = 40;
    public const int PerNetwork = 400;
    public const int PerClient = 400;
    public const int InAll = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, string Name), int> _taken = [];
    private DateTimeOffset _windowEnd = DateTimeOffset.MinValue;
    private int _all;

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryTake(string network, string? clientId, string? rule)
    {
        (string Kind, string Name) byRule = ("rule", $"{rule} {network}"), byNetwork = ("network", network), byClient = ("client", clientId ?? "");
        lock (_lock)
        {
            Turn();
            if (_all >= InAll || Taken(byRule) >= PerRule || Taken(byNetwork) >= PerNetwork || Taken(byClient) >= PerClient) return false;

            _all++;
            foreach (var one in new[] { byRule, byNetwork, byClient }) _taken[one] = Taken(one) + 1;
            return true;
        }
    }

    private int Taken((string Kind, string Name) one) => _taken.GetValueOrDefault(one);

    private void Turn()
    {
        var now = time.GetUtcNow();
        if (now < _windowEnd) return;
        _windowEnd = now + Window;
        _all = 0;
        _taken.Clear();
    }
}
