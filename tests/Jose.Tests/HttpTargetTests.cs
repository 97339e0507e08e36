namespace Jose.Tests;

public sealed class HttpTargetTests
{
    [Theory] // RFC 3986 §6.2.2 and §6.2.3
    [InlineData("https://a.example/b", "HTTPS://A.EXAMPLE/b")]
    [InlineData("https://a.example/b", "https://a.example:443/b")]
    [InlineData("https://a.example/b", "https://a.example:/b")]
    [InlineData("http://a.example/b", "http://a.example:80/b")]
    [InlineData("https://a.example/", "https://a.example")]
    [InlineData("https://a.example/", "https://a.example?q")]
    [InlineData("https://a.example/b", "https://a.example/x/../b")]
    [InlineData("https://a.example/b", "https://a.example/./b")]
    [InlineData("https://a.example/b", "https://a.example/../../b")]
    [InlineData("https://a.example/b/", "https://a.example/b/c/..")]
    [InlineData("https://a.example/b/", "https://a.example/b/.")]
    [InlineData("https://a.example/b", "https://a.example/%62")]
    [InlineData("https://a.example/b", "https://a.example/x/%2E%2e/b")]
    [InlineData("https://a.example/~b", "https://a.example/%7eb")]
    [InlineData("https://a.example/%C3%BC", "https://a.example/%c3%bc")]
    [InlineData("https://a.example/b", "https://a.example/b?c=d")]
    [InlineData("https://a.example/b", "https://a.example/b#c")]
    [InlineData("https://a.example/b", "https://a.example/b?c#d?e")]
    [InlineData("https://[::1]:3002/b", "https://[::1]:3002/b")]
    public void These_are_the_same(string one, string other) => Assert.True(HttpTarget.AreSame(one, other));

    [Theory]
    [InlineData("https://a.example/b", "http://a.example/b")]
    [InlineData("https://a.example/b", "https://a.example:80/b")]
    [InlineData("https://a.example/b", "https://b.example/b")]
    [InlineData("https://a.example/b", "https://a.example./b")]
    [InlineData("https://a.example/b", "https://a.example/B")]
    [InlineData("https://a.example/b", "https://a.example/b/")]
    [InlineData("https://a.example/b", "https://a.example//b")]
    [InlineData("https://a.example/b/c", "https://a.example/b%2Fc")]
    [InlineData("https://a.example/b", "https://a.example/b;c")]
    [InlineData("https://a.example/b", "https://a.example/b%20")]
    [InlineData("https://a.example/b", "https://user@a.example/b")]
    [InlineData("https://a.example/b", "https://a.example@b.example/b")]
    [InlineData("https://a.example/b", "https://a.example\\@b.example/b")]
    [InlineData("https://a.example/b", "https:\\\\a.example\\b")]
    [InlineData("https://a.example/b", " https://a.example/b")]
    [InlineData("https://a.example/b", "https://a.example/b\n")]
    [InlineData("https://a.example/b", "https://a.example/\u0062\u0301")]
    [InlineData("https://a.example/b", "//a.example/b")]
    [InlineData("https://a.example/b", "/b")]
    [InlineData("https://a.example/b", "")]
    public void These_are_not(string one, string other) => Assert.False(HttpTarget.AreSame(one, other));

    [Theory]
    [InlineData("https://a.example/%")]
    [InlineData("https://a.example/%4")]
    [InlineData("https://a.example/%zz")]
    [InlineData("https://a.example:99999/")]
    [InlineData("https://a.example:-1/")]
    [InlineData("https://a.example:4a/")]
    [InlineData("https://a:b:c/")]
    [InlineData("https:///b")]
    [InlineData("https://[/b")]
    [InlineData("https://[]/b")]
    [InlineData("https://[::1]x/b")]
    [InlineData("ftp://a.example/b")]
    [InlineData("javascript://a.example/b")]
    public void What_is_no_address_is_equal_to_nothing_itself_included(string uri) => Assert.False(HttpTarget.AreSame(uri, uri));

    [Fact]
    public void An_address_beyond_all_measure_is_none() =>
        Assert.False(HttpTarget.TryNormalize("https://a.example/" + new string('a', 5000), out _));
}
