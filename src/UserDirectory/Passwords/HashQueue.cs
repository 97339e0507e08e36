using System.Threading.Channels;

namespace UserDirectory.Passwords;

/// <summary>Runs password hashing on a few threads of its own, behind a bounded queue. Hashing is 30 to 300 ms of pure computing: on the
/// thread pool a storm of sign-ins would take the threads that answer token requests, and the pool would add more of them than there are cores.</summary>
internal sealed class HashQueue : IDisposable
{
    private readonly Channel<Job> _jobs;
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxWait;
    private long _turns;

    public HashQueue(PasswordHashingOptions options, TimeProvider time)
    {
        _time = time;
        _maxWait = options.MaxWait;
        _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(options.QueueLength) { FullMode = BoundedChannelFullMode.Wait });
        var threads = options.Concurrency ?? Math.Max(1, Environment.ProcessorCount - 1);
        for (var i = 0; i < threads; i++)
            new Thread(Work) { IsBackground = true, Name = $"password-hashing-{i}" }.Start();
    }

    /// <summary>How much it has done, in turns: what is refused for whatever reason must have cost the same number.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>False, with when to come back, when the queue is full or the turn did not come in time.</summary>
    public async Task<HashTurn<T>> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        var job = new Job<T>(work, _time.GetTimestamp(), cancellationToken);
        if (!_jobs.Writer.TryWrite(job)) return HashTurn<T>.Refused(_maxWait);
        return await job.EndAsync(cancellationToken);
    }

    public void Dispose() => _jobs.Writer.TryComplete();

    private void Work()
    {
        var reader = _jobs.Reader;
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var job))
            {
                if (job.IsAbandoned || _time.GetElapsedTime(job.QueuedAt) > _maxWait) job.Refuse(_maxWait);
                else Run(job);
            }
        }
    }

    private void Run(Job job)
    {
        Interlocked.Increment(ref _turns); // before its end is told
        job.Run();
    }

    private abstract class Job(long queuedAt, CancellationToken abandoned)
    {
        public long QueuedAt => queuedAt;

        public bool IsAbandoned => abandoned.IsCancellationRequested;

        public abstract void Run();

        public abstract void Refuse(TimeSpan retryAfter);
    }

    private sealed class Job<T>(Func<T> work, long queuedAt, CancellationToken abandoned) : Job(queuedAt, abandoned)
    {
        private readonly TaskCompletionSource<HashTurn<T>> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<HashTurn<T>> EndAsync(CancellationToken cancellationToken) => _source.Task.WaitAsync(cancellationToken);

        public override void Run()
        {
            try
            {
                _source.SetResult(new HashTurn<T>(true, work(), TimeSpan.Zero));
            }
#pragma warning disable CA1031 // Whatever it was, it belongs to the caller, not to this thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _source.SetException(exception);
            }
        }

        public override void Refuse(TimeSpan retryAfter) => _source.SetResult(HashTurn<T>.Refused(retryAfter));
    }
}

/// <summary>What became of a wish to hash.</summary>
internal readonly record struct HashTurn<T>(bool Ran, T Value, TimeSpan RetryAfter)
{
    public static HashTurn<T> Refused(TimeSpan retryAfter) => new(false, default!, retryAfter);
}
