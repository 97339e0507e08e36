using Microsoft.AspNetCore.Http;
using ServiceDefaults.Concurrency;

namespace ServiceDefaults.Tests.Concurrency;

public sealed class ETagsTests
{
    [Theory]
    [InlineData("\"7\"", 7L)]
    [InlineData("\"x\", \"7\"", 7L)]
    [InlineData("*", null)]
    [InlineData(null, null)]
    public void A_condition_is_read(string? header, long? expected)
    {
        Assert.True(ETags.TryReadIfMatch(Request("If-Match", header), out var version, out _));
        Assert.Equal(expected, version);
    }

    [Theory]
    [InlineData("W/\"7\"", 412)] // RFC 9110 §13.1.1: strong comparison
    [InlineData("\"someone-elses\"", 412)]
    [InlineData("\"-7\"", 412)]
    [InlineData("\"\"", 412)]
    [InlineData("7", 400)]
    [InlineData("\"7", 400)]
    [InlineData("", 400)]
    [InlineData("\"7\", \"8\"", 400)]
    public void A_condition_that_cannot_hold_is_refused(string header, int status)
    {
        Assert.False(ETags.TryReadIfMatch(Request("If-Match", header), out _, out var problem));
        Assert.Equal(status, problem.Status);
    }

    [Theory]
    [InlineData("\"7\"", true)]
    [InlineData("W/\"7\"", true)] // §13.1.2: weak comparison
    [InlineData("\"6\", \"7\"", true)]
    [InlineData("*", true)]
    [InlineData("\"8\"", false)]
    [InlineData("nonsense", false)]
    [InlineData(null, false)]
    public void A_copy_is_current_when_its_tag_is_named(string? header, bool isCurrent) =>
        Assert.Equal(isCurrent, ETags.IsCurrent(Request("If-None-Match", header), 7));

    private static HttpRequest Request(string name, string? value)
    {
        var http = new DefaultHttpContext();
        if (value is not null) http.Request.Headers[name] = value;
        return http.Request;
    }
}
