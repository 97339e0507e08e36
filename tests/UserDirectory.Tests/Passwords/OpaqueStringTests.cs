using UserDirectory.Passwords;

namespace UserDirectory.Tests.Passwords;

public sealed class OpaqueStringTests
{
    [Theory] // RFC 8265 §4.3, table 3
    [InlineData("correct horse battery staple", "correct horse battery staple")]
    [InlineData("Correct Horse Battery Staple", "Correct Horse Battery Staple")]
    [InlineData("πßå", "πßå")]
    [InlineData("Jack of \u2666s", "Jack of \u2666s")]
    [InlineData("foo\u1680bar", "foo bar")]
    public void What_the_RFC_prepares_comes_out_as_it_says(string typed, string prepared) => Assert.Equal(prepared, OpaqueString.Of(typed));

    [Theory]
    [InlineData("Gru\u0308\u00DFe", "Gr\u00FC\u00DFe")] // composed here, decomposed there
    [InlineData("a\u00A0b\u3000c", "a b c")]
    [InlineData("\uFF21\uFB01", "\uFF21\uFB01")] // compatibility forms stay: §4.2.2 takes NFC
    [InlineData("x\uD800y", "x\uD800y")]
    [InlineData("\uDC00", "\uDC00")]
    [InlineData("\uD83D\uDE00\u00A0", "\uD83D\uDE00 ")]
    [InlineData("", "")]
    public void Spellings_of_one_password_are_one_and_nothing_throws(string typed, string prepared) => Assert.Equal(prepared, OpaqueString.Of(typed));
}
