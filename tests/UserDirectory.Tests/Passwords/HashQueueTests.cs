using TestKit.Time;
using UserDirectory.Passwords;

namespace UserDirectory.Tests.Passwords;

public sealed class HashQueueTests
{
    private static readonly PasswordHashingOptions OneThread = new() { Concurrency = 1, QueueLength = 2, MaxWait = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task When_the_queue_is_full_the_next_is_told_when_to_come_back()
    {
        using var queue = new HashQueue(OneThread, new ManualTime());
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var running = queue.RunAsync(() => { begun.Set(); gate.Wait(); return 1; }, CancellationToken.None);
        begun.Wait(TimeSpan.FromSeconds(10));
        var waiting = Enumerable.Range(0, 2).Select(_ => queue.RunAsync(() => 2, CancellationToken.None)).ToList();

        var refused = await queue.RunAsync(() => 3, CancellationToken.None);

        Assert.False(refused.Ran);
        Assert.Equal(OneThread.MaxWait, refused.RetryAfter);
        gate.Set();
        Assert.Equal(1, (await running).Value);
        Assert.All(await Task.WhenAll(waiting), turn => Assert.True(turn.Ran));
    }

    [Fact]
    public async Task Who_has_waited_too_long_is_refused_instead_of_hashed()
    {
        var time = new ManualTime();
        using var queue = new HashQueue(OneThread, time);
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var running = queue.RunAsync(() => { begun.Set(); gate.Wait(); return 1; }, CancellationToken.None);
        begun.Wait(TimeSpan.FromSeconds(10));
        var hashed = false;
        var late = queue.RunAsync(() => hashed = true, CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(4));
        gate.Set();

        Assert.False((await late).Ran);
        Assert.False(hashed);
        Assert.True((await running).Ran);
    }

    [Fact]
    public async Task No_more_run_at_once_than_are_configured()
    {
        using var queue = new HashQueue(new PasswordHashingOptions { Concurrency = 2, QueueLength = 100 }, TimeProvider.System);
        int now = 0, most = 0;
        var turns = Enumerable.Range(0, 40).Select(_ => queue.RunAsync(
            () =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                Thread.SpinWait(20_000);
                return Interlocked.Decrement(ref now);
            },
            CancellationToken.None));

        await Task.WhenAll(turns);

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task A_failure_belongs_to_its_caller_and_the_thread_goes_on()
    {
        using var queue = new HashQueue(OneThread, new ManualTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.RunAsync<int>(() => throw new InvalidOperationException(), CancellationToken.None));
        Assert.Equal(7, (await queue.RunAsync(() => 7, CancellationToken.None)).Value);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
