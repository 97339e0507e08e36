using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IdentityProvider.Tests.RoundTrips;

/// <summary>Counts what requests ask of PostgreSQL, each by its trace: what runs beside them does not count. A command is a round trip, and a commit
/// is one; a BEGIN travels with the command after it.</summary>
internal sealed class RoundTripCounter : IDisposable
{
    private readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> _trips = new();
    private readonly ActivityListener _commands;
    private readonly IDisposable _listeners;
    private readonly ConcurrentBag<IDisposable> _commits = [];

    public RoundTripCounter()
    {
        _commands = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql") Count(activity, StatementOf(activity));
            },
        };
        ActivitySource.AddActivityListener(_commands);
        _listeners = DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == DbLoggerCategory)
                _commits.Add(listener.Subscribe(new Observer<KeyValuePair<string, object?>>(happened =>
                {
                    if (happened.Key == RelationalEventId.TransactionCommitted.Name) Count(Activity.Current, "COMMIT");
                })));
        }));
    }

    private static string DbLoggerCategory => Microsoft.EntityFrameworkCore.DbLoggerCategory.Name;

    /// <summary>Sends one request, and says what it asked of the database.</summary>
    public async Task<IReadOnlyList<string>> CountAsync(Func<Task> request)
    {
        using var trace = new Activity("counted").Start(); // HttpClient sends it as traceparent
        var trips = _trips.GetOrAdd(trace.TraceId, _ => []);
        await request();
        return [.. trips];
    }

    public void Dispose()
    {
        _listeners.Dispose();
        foreach (var commit in _commits) commit.Dispose();
        _commands.Dispose();
    }

    private void Count(Activity? activity, string what)
    {
        if (activity is not null && _trips.TryGetValue(activity.TraceId, out var trips)) trips.Enqueue(what);
    }

    private static string StatementOf(Activity activity) =>
        (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement"))?.ToString() ?? activity.DisplayName;

    private sealed class Observer<T>(Action<T> next) : IObserver<T>
    {
        public void OnNext(T value) => next(value);

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
