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
    public void The_window_holds_so_many_and_no_more()
    {
        for (var taken = 1; taken <= 5; taken++)
            Assert.Equal(new RateLimitLease(true, 5, 5 - taken, TimeSpan.FromHours(1)), _counters.Take(_limits.Registration, "a"));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(new RateLimitLease(false, 5, 0, TimeSpan.FromMinutes(40)), _counters.Take(_limits.Registration, "a"));
    }

    [Fact]
    public void A_new_window_begins_when_the_old_one_ends()
    {
        for (var taken = 0; taken < 6; taken++) _counters.Take(_limits.Registration, "a");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(_counters.Take(_limits.Registration, "a").IsAllowed);
    }

    [Fact]
    public void Keys_and_limits_are_counted_apart()
    {
        for (var taken = 0; taken < 6; taken++) _counters.Take(_limits.Registration, "a");
        Assert.True(_counters.Take(_limits.Registration, "b").IsAllowed);
        Assert.True(_counters.Take(_limits.SignInFailures, "a").IsAllowed);
    }

    [Fact]
    public void A_look_takes_nothing()
    {
        for (var looked = 0; looked < 20; looked++) Assert.True(_counters.Look(_limits.SignInFailures, "a").IsAllowed);
        for (var taken = 0; taken < 5; taken++) _counters.Take(_limits.SignInFailures, "a");
        Assert.False(_counters.Look(_limits.SignInFailures, "a").IsAllowed);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_the_permitted_pass()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => _counters.Take(_limits.SignIn, "a"))));
        Assert.Equal(10, leases.Count(lease => lease.IsAllowed));
    }

    [Fact]
    public void Memory_stays_bounded_and_who_is_at_the_limit_stays_there()
    {
        for (var taken = 0; taken < 10; taken++) _counters.Take(_limits.SignIn, "attacked");
        for (var stranger = 0; stranger < 250_000; stranger++) _counters.Take(_limits.SignIn, $"stranger-{stranger}");
        Assert.InRange(_counters.Count, 1, 200_000);
        Assert.False(_counters.Take(_limits.SignIn, "attacked").IsAllowed);
    }

    [Fact]
    public void Off_is_off()
    {
        var counters = new RateLimitCounters(new RateLimits { Enabled = false }, _time);
        for (var taken = 0; taken < 100; taken++) Assert.True(counters.Take(_limits.Registration, "a").IsAllowed);
    }
}
