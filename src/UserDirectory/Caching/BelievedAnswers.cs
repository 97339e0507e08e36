namespace UserDirectory.Caching;

/// <summary>What the database said, believed for 5 s from when it was asked. Of many who ask for the same at once, one asks the database;
/// what is forgotten while it is being read is not kept, and nobody who asks afterwards gets it.</summary>
/// <typeparam name="TKey">What is asked.</typeparam>
/// <typeparam name="TAnswer">What was answered; it does not change.</typeparam>
internal sealed class BelievedAnswers<TKey, TAnswer>(TimeProvider time, int capacity, Func<TKey, CancellationToken, Task<TAnswer>> read)
    where TKey : notnull
    where TAnswer : class
{
    public static readonly TimeSpan Belief = TimeSpan.FromSeconds(5);

    private readonly RecentAnswers<TKey, TAnswer> _known = new(time, capacity);
    private readonly Dictionary<TKey, Task<TAnswer>> _reading = [];
    private readonly Lock _sync = new();

    public ValueTask<TAnswer> GetAsync(TKey key, CancellationToken cancellationToken)
    {
        if (_known.TryGet(key, out var answer)) return new(answer!);
        Task<TAnswer>? reading;
        TaskCompletionSource<TAnswer>? own = null;
        lock (_sync)
        {
            if (!_reading.TryGetValue(key, out reading))
            {
                own = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _reading[key] = reading = own.Task;
            }
        }

        if (own is not null) _ = ReadAsync(key, own); // whoever waits may give up; the answer still serves the others
        return new(reading.WaitAsync(cancellationToken));
    }

    public void Forget(TKey key)
    {
        lock (_sync)
        {
            _reading.Remove(key);
            _known.Remove(key);
        }
    }

    public void Clear()
    {
        lock (_sync)
        {
            _reading.Clear();
            _known.Clear();
        }
    }

    private async Task ReadAsync(TKey key, TaskCompletionSource<TAnswer> own)
    {
        var askedAt = time.GetTimestamp();
        try
        {
            var answer = await read(key, CancellationToken.None);
            lock (_sync)
                if (Leave(key, own.Task)) _known.Set(key, answer, Belief - time.GetElapsedTime(askedAt));
            own.SetResult(answer);
        }
        catch (Exception exception)
        {
            lock (_sync) Leave(key, own.Task);
            own.SetException(exception);
        }
    }

    // False when it was forgotten meanwhile, and perhaps is being read anew.
    private bool Leave(TKey key, Task<TAnswer> reading) =>
        _reading.TryGetValue(key, out var current) && current == reading && _reading.Remove(key);
}
