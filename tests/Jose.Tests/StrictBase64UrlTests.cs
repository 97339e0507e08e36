namespace Jose.Tests;

public sealed class StrictBase64UrlTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("AA", "00")]
    [InlineData("_-8", "FFEF")]
    [InlineData("AwTs__8i", "0304ECFFFF22")]
    public void The_one_spelling_is_read(string text, string hex)
    {
        Assert.True(StrictBase64Url.TryDecode(text, out var bytes));
        Assert.Equal(hex, Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AA==")]
    [InlineData("AAA=")]
    [InlineData("A A")]
    [InlineData("AA\n")]
    [InlineData("+/8")]
    [InlineData("AB")] // stray bits
    [InlineData("_-9")] // stray bits
    [InlineData("ÄÄ")]
    public void Every_other_spelling_is_refused(string text) => Assert.False(StrictBase64Url.TryDecode(text, out _));
}
