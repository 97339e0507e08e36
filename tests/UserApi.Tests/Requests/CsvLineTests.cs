using UserApi.Requests;

namespace UserApi.Tests.Requests;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("a,b", "\"a,b\"")] // RFC 4180 §2.6
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")] // §2.7
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("=HYPERLINK(\"http://evil\",\"x\")", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"")]
    [InlineData("a=b", "a=b")]
    public void A_field_is_quoted_and_never_a_formula(string? value, string field) => Assert.Equal(field + "\r\n", CsvLine.Of([value]));

    [Fact]
    public void Fields_are_parted_by_commas() => Assert.Equal("a,,b\r\n", CsvLine.Of(["a", null, "b"]));
}
