using TestKit.Time;
using UserDirectory.Sessions;
using UserDirectory.SignIn;
using UserDirectory.Tests.Caching;

namespace UserDirectory.Tests.Sessions;

public sealed class SessionCacheTests : IDisposable
{
    private static readonly byte[] Ended = [1, 2, 3];
    private static readonly byte[] Living = [4, 5, 6];

    private readonly ManualTime _time = new();
    private readonly SessionCache _one;
    private readonly SessionCache _other;

    public SessionCacheTests()
    {
        var between = new ToldCaches();
        (_one, _other) = (new(between.One, _time), new(between.Other, _time));
    }

    [Fact]
    public void A_session_that_ends_is_forgotten_by_both_instances_and_no_other_is()
    {
        foreach (var cache in new[] { _one, _other })
            foreach (var hash in new[] { Ended, Living })
                cache.Put(hash, Session());

        _one.Forget(Ended);

        Assert.False(_one.TryGet(Ended, out _));
        Assert.False(_other.TryGet(Ended, out _));
        Assert.True(_one.TryGet(Living, out _));
        Assert.True(_other.TryGet(Living, out _));
    }

    [Fact]
    public void Nothing_is_believed_for_longer_than_five_seconds()
    {
        _one.Put(Living, Session());
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(_one.TryGet(Living, out _));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(_one.TryGet(Living, out _));
    }

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    private LiveSession Session()
    {
        var now = _time.GetUtcNow();
        return new(Guid.CreateVersion7(now), new SignedInUser(Guid.CreateVersion7(now), "ann", now, "1", ["pwd"]), now, now.AddHours(1), now.AddHours(2));
    }
}
