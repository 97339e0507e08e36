using ServiceDefaults.RateLimiting;
using TestKit.Time;

namespace ServiceDefaults.Tests.RateLimiting;

public sealed class RateLimitCountersTests
{
    private readonly ManualTime _time = new();
    private readonly RateLimits _limits = new();
    private readonly RateLimitCounters _counters;

    public RateLimitCountersTests() => _counters = new RateLimitCounters(_limits, _time);

    [Fact]
    public async Task The_window_holds_so_many_and_no_more()
    {
        for (var taken = 1; taken <= 5; taken++)
            Assert.Equal(new RateLimitLease(true, 5, 5 - taken, TimeSpan.FromHours(1)), await _counters.TakeAsync(_limits.Registration, "a", default));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(new RateLimitLease(false, 5, 0, TimeSpan.FromMinutes(40)), await _counters.TakeAsync(_limits.Registration, "a", default));
    }

    [Fact]
    public async Task A_new_window_begins_when_the_old_one_ends()
    {
        for (var taken = 0; taken < 6; taken++) await _counters.TakeAsync(_limits.Registration, "a", default);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True((await _counters.TakeAsync(_limits.Registration, "a", default)).IsAllowed);
    }

    [Fact]
    public async Task Keys_and_limits_are_counted_apart()
    {
        for (var taken = 0; taken < 6; taken++) await _counters.TakeAsync(_limits.Registration, "a", default);
        Assert.True((await _counters.TakeAsync(_limits.Registration, "b", default)).IsAllowed);
        Assert.True((await _counters.TakeAsync(_limits.SignInFailures, "a", default)).IsAllowed);
    }

    [Fact]
    public async Task A_look_takes_nothing()
    {
        for (var looked = 0; looked < 20; looked++) Assert.True((await _counters.LookAsync(_limits.SignInFailures, "a", default)).IsAllowed);
        for (var taken = 0; taken < 5; taken++) await _counters.TakeAsync(_limits.SignInFailures, "a", default);
        Assert.False((await _counters.LookAsync(_limits.SignInFailures, "a", default)).IsAllowed);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_the_permitted_pass()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await _counters.TakeAsync(_limits.SignIn, "a", default))));
        Assert.Equal(10, leases.Count(lease => lease.IsAllowed));
    }

    [Fact]
    public void Memory_stays_bounded_and_who_is_at_the_limit_stays_there()
    {
        var memory = new MemoryCounters(_time);
        for (var taken = 0; taken < 10; taken++) memory.Take(_limits.SignIn, "attacked");
        for (var stranger = 0; stranger < 250_000; stranger++) memory.Take(_limits.SignIn, $"stranger-{stranger}");
        Assert.InRange(memory.Count, 1, 200_000);
        Assert.False(memory.Take(_limits.SignIn, "attacked").IsAllowed);
    }

    [Fact]
    public async Task Off_is_off()
    {
        var counters = new RateLimitCounters(new RateLimits { Enabled = false }, _time);
        for (var taken = 0; taken < 100; taken++) Assert.True((await counters.TakeAsync(_limits.Registration, "a", default)).IsAllowed);
    }

    [Fact]
    public void What_all_instances_counted_is_taken_over_unless_more_is_known_here()
    {
        var memory = new MemoryCounters(_time);
        memory.Learn(_limits.SignIn, "a", 7, TimeSpan.FromMinutes(3));
        Assert.Equal(new RateLimitLease(true, 10, 2, TimeSpan.FromMinutes(3)), memory.Take(_limits.SignIn, "a"));
        memory.Learn(_limits.SignIn, "a", 1, TimeSpan.FromMinutes(5)); // a Redis that was emptied
        Assert.Equal(new RateLimitLease(true, 10, 2, TimeSpan.FromMinutes(3)), memory.Look(_limits.SignIn, "a"));
        _time.Advance(TimeSpan.FromMinutes(3));
        memory.Learn(_limits.SignIn, "a", 1, TimeSpan.FromMinutes(5)); // the next window
        Assert.Equal(new RateLimitLease(true, 10, 9, TimeSpan.FromMinutes(5)), memory.Look(_limits.SignIn, "a"));
    }
}
