using System.Text;
using OidcEngine.Http;

namespace OidcEngine.Tests.Http;

public sealed class UrlEncodedTextTests
{
    [Fact] // RFC 6749 Appendix B, its own example
    public void The_example_of_the_rfc_is_read() =>
        Assert.Equal(" %&+£€", Parse("v=+%25%26%2B%C2%A3%E2%82%AC")!["v"]);

    [Theory]
    [InlineData("a=1&b=2", "1", "2")]
    [InlineData("&&a=1&&b=2&", "1", "2")]
    [InlineData("a=1&b", "1", null)]
    [InlineData("a=1&b=", "1", null)]
    [InlineData("a==1&b=2=3", "=1", "2=3")]
    [InlineData("%61=1&%62=2", "1", "2")]
    [InlineData("", null, null)]
    [InlineData("=1&=2", null, null)]
    public void Pairs_are_split_at_the_first_equals_sign(string text, string? a, string? b)
    {
        var parameters = Parse(text)!;
        Assert.Equal((a, b), (parameters["a"], parameters["b"]));
    }

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=%4g")]
    [InlineData("%=a")]
    [InlineData("a=%00")]
    [InlineData("a\0=1")]
    [InlineData("a=%C3")] // half a character
    [InlineData("a=%C0%AF")] // an overlong slash
    [InlineData("a=%ED%A0%80")] // half of a surrogate pair
    [InlineData("a=%FF")]
    public void What_has_no_single_meaning_is_refused(string text) => Assert.Null(Parse(text));

    [Fact]
    public void Octets_that_are_not_utf8_are_refused() => Assert.Null(UrlEncodedText.Parse([(byte)'a', (byte)'=', 0xFF]));

    [Fact]
    public void A_hundred_parameters_are_read_and_one_more_is_refused()
    {
        var hundred = string.Join('&', Enumerable.Range(0, 100).Select(i => $"p{i}=x"));
        Assert.Equal(100, Parse(hundred)!.Count);
        Assert.Null(Parse(hundred + "&more=x"));
    }

    [Fact]
    public void Long_values_are_read()
    {
        var value = new string('é', 5000);
        Assert.Equal(value, Parse("a=" + Uri.EscapeDataString(value))!["a"]);
    }

    [Fact] // RFC 6749 §3.1
    public void A_doubled_parameter_is_remembered_and_an_empty_one_does_not_count()
    {
        var parameters = Parse("a=1&a=2&b=1&b=&resource=x&resource=y")!;
        Assert.True(parameters.IsDoubled("a"));
        Assert.False(parameters.IsDoubled("b"));
        Assert.False(parameters.IsDoubled("resource")); // RFC 8707 §2
        Assert.Equal(["x", "y"], parameters.Resources);
        Assert.Equal("1", parameters["a"]);
    }

    private static RequestParameters? Parse(string text) => UrlEncodedText.Parse(Encoding.UTF8.GetBytes(text));
}
