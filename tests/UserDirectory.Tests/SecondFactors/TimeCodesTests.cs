using System.Text;
using UserDirectory.SecondFactors;

namespace UserDirectory.Tests.SecondFactors;

public sealed class TimeCodesTests
{
    private static readonly byte[] Key = "12345678901234567890"u8.ToArray();

    [Theory] // RFC 6238 Appendix B, SHA-1: of its eight digits the last six
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_RFC_6238(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, TimeCodes.Of(Key, TimeCodes.StepOf(now)));
        Assert.Equal(TimeCodes.StepOf(now), TimeCodes.FindStep(Key, code, now));
    }

    [Theory] // RFC 4226 Appendix D
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(9, "520489")]
    public void The_codes_are_those_of_RFC_4226(long counter, string code) => Assert.Equal(code, TimeCodes.Of(Key, counter));

    [Theory] // RFC 6238 §5.2
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_before_and_after_counts_and_no_other(int distance, bool counts)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = TimeCodes.StepOf(now) + distance;
        Assert.Equal(counts ? step : null, TimeCodes.FindStep(Key, TimeCodes.Of(Key, step), now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("٢٨٧٠٨٢")] // digits of another script
    [InlineData("-87082")]
    public void What_is_no_code_is_none(string typed) =>
        Assert.Null(TimeCodes.FindStep(Key, TypedCodes.Plain(typed), DateTimeOffset.FromUnixTimeSeconds(59)));

    [Theory] // RFC 4648 §10, without padding
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Keys_are_written_in_base_32(string text, string encoded) => Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(" 287 082 ", "287082")]
    [InlineData("ABCD-efgh ijkl-mnop", "abcdefghijklmnop")]
    public void Blanks_hyphens_and_case_do_not_matter(string typed, string plain) => Assert.Equal(plain, TypedCodes.Plain(typed));
}
