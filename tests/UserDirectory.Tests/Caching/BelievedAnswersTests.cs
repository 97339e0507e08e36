using TestKit.Time;
using UserDirectory.Caching;

namespace UserDirectory.Tests.Caching;

public sealed class BelievedAnswersTests
{
    private readonly ManualTime _time = new();
    private readonly BelievedAnswers<string, string> _answers;
    private TaskCompletionSource<string> _database = new();
    private int _asked;

    public BelievedAnswersTests() => _answers = new(_time, 100, (_, _) =>
    {
        Interlocked.Increment(ref _asked);
        return _database.Task;
    });

    [Fact]
    public async Task Many_who_ask_at_once_ask_the_database_once()
    {
        var readers = Enumerable.Range(0, 20).Select(_ => Task.Run(AskAsync)).ToList();
        while (_asked == 0) await Task.Yield();
        _database.SetResult("one");
        Assert.All(await Task.WhenAll(readers), value => Assert.Equal("one", value));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task An_answer_is_believed_for_five_seconds_from_when_it_was_asked()
    {
        var asking = AskAsync();
        _time.Advance(TimeSpan.FromSeconds(3)); // a slow database
        _database.SetResult("one");
        Assert.Equal("one", await asking);
        _database = Answered("two");
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal("one", await AskAsync());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("two", await AskAsync());
    }

    [Fact]
    public async Task What_is_forgotten_is_asked_anew()
    {
        _database = Answered("one");
        await AskAsync();
        _database = Answered("two");
        _answers.Forget("another");
        Assert.Equal("one", await AskAsync());
        _answers.Forget("key");
        Assert.Equal("two", await AskAsync());
        _database = Answered("three");
        _answers.Clear();
        Assert.Equal("three", await AskAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_forgotten_while_it_is_read_reaches_nobody_who_asks_later(bool alone)
    {
        var old = _database;
        var early = AskAsync();
        if (alone) _answers.Forget("key");
        else _answers.Clear();

        _database = new();
        var late = AskAsync();
        old.SetResult("old");
        Assert.Equal("old", await early);
        _database.SetResult("new");
        Assert.Equal("new", await late);
        Assert.Equal("new", await AskAsync());
    }

    [Fact]
    public async Task A_failure_is_told_and_not_kept()
    {
        _database.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(AskAsync);
        _database = Answered("one");
        Assert.Equal("one", await AskAsync());
    }

    [Fact]
    public async Task Whoever_gives_up_takes_the_answer_from_nobody()
    {
        using var impatient = new CancellationTokenSource();
        var cancelled = _answers.GetAsync("key", impatient.Token).AsTask();
        var patient = AskAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        _database.SetResult("one");
        Assert.Equal("one", await patient);
    }

    private Task<string> AskAsync() => _answers.GetAsync("key", CancellationToken.None).AsTask();

    private static TaskCompletionSource<string> Answered(string answer)
    {
        var source = new TaskCompletionSource<string>();
        source.SetResult(answer);
        return source;
    }
}
