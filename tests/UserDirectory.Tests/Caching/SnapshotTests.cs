using TestKit.Time;
using UserDirectory.Caching;

namespace UserDirectory.Tests.Caching;

public sealed class SnapshotTests
{
    private readonly ManualTime _time = new();
    private readonly Snapshot<string> _snapshot;
    private TaskCompletionSource<string> _answer = new();
    private int _asked;

    public SnapshotTests() => _snapshot = new((_, _) =>
    {
        Interlocked.Increment(ref _asked);
        return _answer.Task;
    }, _time);

    [Fact]
    public async Task Many_first_readers_ask_once()
    {
        var readers = Enumerable.Range(0, 20).Select(_ => Task.Run(ReadAsync)).ToList();
        _answer.SetResult("one");
        Assert.All(await Task.WhenAll(readers), value => Assert.Equal("one", value));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task What_is_younger_than_five_seconds_is_answered_without_a_wait_while_it_is_asked_anew()
    {
        await StartAsync("one");
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal("one", await ReadAsync()); // the database has not answered yet
        _answer.SetResult("two");
        await WaitForAsync("two");
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task What_is_five_seconds_old_is_not_believed()
    {
        await StartAsync("one");
        _time.Advance(TimeSpan.FromSeconds(5));
        var reading = ReadAsync();
        Assert.False(reading.IsCompleted);
        _answer.SetResult("two");
        Assert.Equal("two", await reading);
    }

    [Fact]
    public async Task A_failure_is_told_and_the_next_reader_asks_again()
    {
        await StartAsync("one");
        _time.Advance(TimeSpan.FromSeconds(5));
        _answer.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(ReadAsync);
        _answer = new();
        _answer.SetResult("two");
        Assert.Equal("two", await ReadAsync());
    }

    [Fact]
    public async Task Whoever_gives_up_takes_the_answer_from_nobody()
    {
        using var impatient = new CancellationTokenSource();
        var cancelled = _snapshot.GetAsync(impatient.Token).AsTask();
        var patient = ReadAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _answer.SetResult("one");
        Assert.Equal("one", await patient);
    }

    private Task<string> ReadAsync() => _snapshot.GetAsync(CancellationToken.None).AsTask();

    private async Task StartAsync(string value)
    {
        _answer.SetResult(value);
        Assert.Equal(value, await ReadAsync());
        _answer = new();
    }

    private async Task WaitForAsync(string value)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await ReadAsync() != value) await Task.Delay(1, late.Token);
    }
}
