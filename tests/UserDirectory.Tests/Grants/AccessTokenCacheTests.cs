using TestKit.Time;
using UserDirectory.Grants;
using UserDirectory.Tests.Caching;

namespace UserDirectory.Tests.Grants;

public sealed class AccessTokenCacheTests
{
    private readonly ManualTime _time = new();
    private readonly AccessTokenCache _one;
    private readonly AccessTokenCache _other;

    public AccessTokenCacheTests()
    {
        var between = new ToldCaches();
        (_one, _other) = (new(between.One, _time), new(between.Other, _time));
    }

    [Fact]
    public void Who_lives_is_believed_for_five_seconds_and_who_is_dead_for_good()
    {
        _one.Keep("living", live: true, _one.Revision);
        _one.Keep("dead", live: false, _one.Revision);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(_one.Find("living"));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(_one.Find("living"));
        Assert.False(_one.Find("dead"));
    }

    [Fact]
    public void A_revocation_makes_both_instances_forget_who_lives()
    {
        _one.Keep("token", live: true, _one.Revision);
        _other.Keep("token", live: true, _other.Revision);
        _other.Keep("dead", live: false, _other.Revision);
        _one.Clear();
        Assert.Null(_one.Find("token"));
        Assert.Null(_other.Find("token"));
        Assert.False(_other.Find("dead"));
    }

    [Fact]
    public void What_was_read_before_a_revocation_elsewhere_is_not_kept()
    {
        var before = _other.Revision;
        _one.Clear();
        _other.Keep("token", live: true, before);
        Assert.Null(_other.Find("token"));
    }
}
