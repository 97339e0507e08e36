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
    [InlineData("'=1", "''=1")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("a=b", "a=b")]
    public void A_field_is_quoted_and_never_a_formula(string? value, string field) => Assert.Equal(field + "\r\n", CsvLine.Of([value]));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+4915112345678")]
    [InlineData("'=1")]
    [InlineData("'''@x")]
    [InlineData("'")]
    [InlineData("'tis")]
    [InlineData("\t")]
    public void A_value_that_was_made_safe_comes_back_as_it_was(string value) => Assert.Equal(value, CsvLine.Value(CsvLine.Of([value])[..^2]));

    [Fact]
    public void Fields_are_parted_by_commas() => Assert.Equal("a,,b\r\n", CsvLine.Of(["a", null, "b"]));
}
