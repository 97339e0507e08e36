using System.Net;
using IdentityProvider.Attempts;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.RateLimiting;

namespace IdentityProvider.Tests.Attempts;

public sealed class AttemptLimitsTests
{
    private readonly AttemptLimits _attempts;
    private readonly RateLimits _limits = new();

    public AttemptLimitsTests() => _attempts = new AttemptLimits(_limits, new RateLimitCounters(_limits, TimeProvider.System));

    [Theory]
    [InlineData("ALICE")]
    [InlineData(" alice ")]
    [InlineData("ａｌｉｃｅ")]
    public async Task Spellings_of_one_name_share_a_budget(string spelling)
    {
        for (var attempt = 0; attempt < _limits.SignIn.Permits; attempt++)
            Assert.Null(await _attempts.RefuseSignInAsync(From("192.0.2.1"), "alice"));

        Assert.NotNull(await _attempts.RefuseSignInAsync(From("192.0.2.1"), spelling));
        Assert.Null(await _attempts.RefuseSignInAsync(From("192.0.2.1"), "bob"));
    }

    [Fact]
    public async Task Failures_of_one_network_stop_that_network_alone()
    {
        for (var failure = 0; failure < _limits.SignInFailures.Permits; failure++)
            await _attempts.CountFailureAsync(From("2001:db8::" + (failure + 1)));

        Assert.NotNull(await _attempts.RefuseSignInAsync(From("2001:db8::ffff"), "alice"));
        Assert.Null(await _attempts.RefuseSignInAsync(From("2001:db8:0:1::1"), "alice"));
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00b")]
    public async Task Text_that_is_none_is_counted_like_any_other(string name) => Assert.Null(await _attempts.RefuseSignInAsync(From("192.0.2.1"), name));

    [Fact]
    public async Task Accounts_can_be_made_only_so_often()
    {
        for (var attempt = 0; attempt < _limits.Registration.Permits; attempt++)
            Assert.Null(await _attempts.RefuseRegistrationAsync(From("192.0.2.1")));

        Assert.NotNull(await _attempts.RefuseRegistrationAsync(From("192.0.2.1")));
        Assert.Null(await _attempts.RefuseRegistrationAsync(From("192.0.2.2")));
    }

    private static DefaultHttpContext From(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return http;
    }
}
