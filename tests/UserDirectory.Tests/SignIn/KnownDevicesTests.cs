using Microsoft.AspNetCore.DataProtection;
using TestKit.Time;
using UserDirectory.SignIn;

namespace UserDirectory.Tests.SignIn;

public sealed class KnownDevicesTests
{
    private readonly ManualTime _time = new();
    private readonly KnownDevices _devices;

    public KnownDevicesTests() => _devices = new KnownDevices(new EphemeralDataProtectionProvider(), _time);

    [Fact]
    public void A_device_is_known_for_whoever_signed_in_and_stays_the_same()
    {
        var (ann, bob) = (NewId(), NewId());
        var first = _devices.Remember(null, ann);
        var both = _devices.Remember(first, bob);

        Assert.NotNull(_devices.Find(both, ann));
        Assert.Equal(_devices.Find(first, ann), _devices.Find(both, ann));
        Assert.NotEqual(_devices.Find(both, ann), _devices.Find(both, bob));
        Assert.Null(_devices.Find(first, bob));
    }

    [Fact]
    public void Beyond_five_people_the_one_longest_ago_is_forgotten_and_the_cookie_stays_small()
    {
        var people = Enumerable.Range(0, 6).Select(_ => NewId()).ToList();
        var cookie = people.Aggregate((string?)null, (value, person) => _devices.Remember(value, person));

        Assert.Null(_devices.Find(cookie, people[0]));
        Assert.All(people.Skip(1), person => Assert.NotNull(_devices.Find(cookie, person)));
        Assert.InRange(cookie!.Length, 1, 1000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%%%")]
    public void What_was_not_made_here_is_unknown(string cookie) => Assert.Null(_devices.Find(cookie, NewId()));

    private Guid NewId()
    {
        _time.Advance(TimeSpan.FromMilliseconds(1));
        return Guid.CreateVersion7(_time.GetUtcNow());
    }
}

public sealed class LockoutScopeTests
{
    [Theory]
    [InlineData("198.51.100.1", "198.51.100.254", true)]
    [InlineData("198.51.100.1", "198.51.101.1", false)]
    [InlineData("198.51.100.1", "::ffff:198.51.100.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData(null, "198.51.100.1", false)]
    public void A_network_is_what_one_subscriber_holds(string? one, string? other, bool same) =>
        Assert.Equal(same, LockoutScope.Network(one) == LockoutScope.Network(other));
}
