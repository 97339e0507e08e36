namespace UserDirectory.Caching;

/// <summary>Something small that every request reads: kept in memory, and never believed for longer than 5 s without asking the database.
/// It is asked in the background a while before, so that a busy host does not wait for the answer.</summary>
/// <typeparam name="T">What is read; it does not change.</typeparam>
internal sealed class Snapshot<T>
    where T : class
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(5);

    private readonly Func<T?, CancellationToken, Task<T>> _load;
    private readonly TimeProvider _time;
    private readonly Lock _sync = new();
    private (T Value, long AskedAt)? _current;
    private Task<T>? _loading;
    private bool _forgotten;
    private int _revision;

    /// <param name="load">Reads it; gets what was read before, and returns that very instance when nothing has changed since.</param>
    public Snapshot(Func<T?, CancellationToken, Task<T>> load, TimeProvider time) => (_load, _time) = (load, time);

    public ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        Task<T> loading;
        lock (_sync)
        {
            if (_current is { } current && !_forgotten)
            {
                var age = _time.GetElapsedTime(current.AskedAt);
                if (age >= Fresh)
                    _loading ??= LoadAsync(CancellationToken.None);
                if (age < Believed)
                    return new(current.Value);
            }

            loading = _loading ??= LoadAsync(CancellationToken.None);
        }

        return new(loading.WaitAsync(cancellationToken));
    }

    /// <summary>Whoever asks from now on gets what is read from now on.</summary>
    public void Forget()
    {
        lock (_sync)
        {
            (_forgotten, _loading) = (true, null);
            _revision++;
        }
    }

    // Whoever waits may give up; the answer still serves the others. What was begun before something was forgotten serves nobody else.
    private async Task<T> LoadAsync(CancellationToken cancellationToken)
    {
        await Task.Yield(); // not under the lock
        T? previous;
        int revision;
        lock (_sync)
            (previous, revision) = (_current?.Value, _revision);
        var askedAt = _time.GetTimestamp();
        try
        {
            var value = await _load(previous, cancellationToken);
            lock (_sync)
            {
                if (revision == _revision)
                    (_current, _loading, _forgotten) = ((value, askedAt), null, false);
            }

            return value;
        }
        catch
        {
            lock (_sync)
            {
                if (revision == _revision)
                    _loading = null;
            }

            throw;
        }
    }
}
